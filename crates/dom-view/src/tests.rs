//! What needs no page. What needs one is tested by the browser specs, with the app.

use std::cell::Cell;
use std::rc::Rc;

use any_spawner::Executor;
use leptos::prelude::{Get, Memo, Owner, RwSignal, Set, Signal};

use crate::{Attribute, IntoAttribute, IntoValue, IntoView, Value, View, ViewFn, keep_updated};

fn text(text: &'static str) -> Value {
    Value::Text(text.into())
}

/// The value of an attribute that follows something, now and after each of the changes.
fn values(attribute: impl IntoAttribute, changes: &[&dyn Fn()]) -> Vec<Value> {
    let Attribute::Dynamic(mut value) = attribute.into_attribute() else { panic!("it is fixed") };
    let mut values = vec![value()];
    for change in changes {
        change();
        values.push(value());
    }
    values
}

#[test]
fn values_are_off_on_or_texts() {
    assert_eq!(false.into_value(), Value::Off);
    assert_eq!(true.into_value(), Value::On);
    assert_eq!("a".into_value(), text("a"));
    assert_eq!(String::from("a").into_value(), text("a"));
    assert_eq!(0_u32.into_value(), text("0"));
    assert_eq!(Some("").into_value(), text(""));
    assert_eq!(None::<&str>.into_value(), Value::Off);
    assert_eq!(Some(false).into_value(), Value::Off);
    assert_eq!(
        [Value::Off, Value::On, text("a")].each_ref().map(Value::text),
        [None, Some(""), Some("a")]
    );
}

#[test]
fn what_does_not_change_is_set_once() {
    let fixed = |attribute: Attribute| match attribute {
        Attribute::Fixed(value) => value,
        Attribute::Dynamic(_) => panic!("it is dynamic"),
    };
    assert_eq!(fixed("a".into_attribute()), text("a"));
    assert_eq!(fixed(String::from("a").into_attribute()), text("a"));
    assert_eq!(fixed(3_u32.into_attribute()), text("3"));
    assert_eq!(fixed(true.into_attribute()), Value::On);
    assert_eq!(fixed(None::<String>.into_attribute()), Value::Off);
}

#[test]
fn closures_and_signals_are_asked_each_time() {
    Owner::new().with(|| {
        let number = RwSignal::new(1_u32);
        let set: [&dyn Fn(); 1] = [&|| number.set(2)];
        let both = [text("1"), text("2")];
        assert_eq!(values(number, &set), both);
        number.set(1);
        assert_eq!(values(Signal::derive(move || number.get()), &set), both);
        number.set(1);
        assert_eq!(values(Memo::new(move |_| number.get()), &set), both);
        number.set(1);
        assert_eq!(
            values(move || (number.get() == 1).then_some("a"), &set),
            [text("a"), Value::Off]
        );
    });
}

#[test]
fn what_is_shown_becomes_a_view_of_its_kind() {
    assert!(matches!("a".into_view(), View::Text(text) if text == "a"));
    assert!(matches!(String::from("a").into_view(), View::Text(text) if text == "a"));
    assert!(matches!(None::<&str>.into_view(), View::Empty));
    assert!(matches!(Some("a").into_view(), View::Text(_)));
    let many = ["a", "b"].into_iter().collect();
    assert!(matches!(many, View::Many(views) if views.len() == 2));
    let View::Dynamic(mut draw) = (|| "a").into_view() else { panic!("closures are dynamic") };
    assert!(matches!((draw(), draw()), (View::Text(_), View::Text(_))));
}

#[test]
fn a_view_for_a_component_is_drawn_each_time_that_it_is_asked_for() {
    let drawn = Rc::new(Cell::new(0));
    let count = Rc::clone(&drawn);
    let view = ViewFn::from(move || {
        count.set(count.get() + 1);
        "a"
    });
    assert_eq!(drawn.get(), 0);
    view.run();
    view.clone().run();
    assert_eq!(drawn.get(), 2);
}

#[test]
fn an_update_follows_its_signals_until_its_part_of_the_page_is_gone() {
    // Fails only if another test was first.
    let _ = Executor::init_futures_executor();
    let page = Owner::new();
    let part = page.child();
    let number = page.with(|| RwSignal::new(1));
    let seen = Rc::new(Cell::new(0));
    let see = Rc::clone(&seen);
    part.with(|| keep_updated(Box::new(move || see.set(number.get()))));
    assert_eq!(seen.get(), 1, "at once");
    number.set(2);
    Executor::poll_local();
    assert_eq!(seen.get(), 2);
    part.cleanup();
    number.set(3);
    Executor::poll_local();
    assert_eq!(seen.get(), 2);
}
