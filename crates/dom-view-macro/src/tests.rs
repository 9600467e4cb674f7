#![allow(clippy::unwrap_used)]

use proc_macro2::TokenStream;
use quote::{ToTokens, quote};
use syn::Expr;

use super::expand;

/// What markup becomes. It has to be an expression, whatever is wrong in the markup: else the compiler complains of that, and
/// not of what is wrong.
fn expanded(markup: TokenStream) -> String {
    let expression: Expr = syn::parse2(expand(markup)).unwrap();
    expression.to_token_stream().to_string()
}

fn assert_view(markup: TokenStream, view: TokenStream) {
    // Through the same parser: it spaces some tokens in its own way.
    let view: Expr = syn::parse2(quote!({ #view })).unwrap();
    assert_eq!(expanded(markup), view.to_token_stream().to_string());
}

/// Markup of one element.
fn assert_element(markup: TokenStream, element: TokenStream) {
    assert_view(markup, quote!(::dom_view::IntoView::into_view(::dom_view::El::#element)));
}

fn assert_refused(markup: TokenStream, why: &str) {
    let expanded = expanded(markup);
    assert!(expanded.contains("compile_error !") && expanded.contains(why), "{expanded}");
}

#[test]
fn an_attribute_is_set_in_the_way_that_its_name_says() {
    assert_element(
        quote!(<a class="x" hidden href=url() class:on=is_on style:top=top style=("--w", w) node_ref=link on:click=go />),
        quote!(
            new("a")
                .fixed("class", "x")
                .fixed("hidden", "")
                .attr("href", url())
                .class("on", is_on)
                .style("top", top)
                .style("--w", w)
                .node_ref(link)
                .on(::dom_view::ev::click, go)
        ),
    );
}

#[test]
fn braces_around_a_value_are_the_markups() {
    assert_element(
        quote!(<p id={name}>{text}</p>),
        quote!(new("p").attr("id", name).child(::dom_view::IntoView::into_view(text))),
    );
    assert_element(
        quote!(<p>{ let a = 1; a }</p>),
        quote!(new("p").child(::dom_view::IntoView::into_view({
            let a = 1;
            a
        }))),
    );
}

#[test]
fn a_property_is_set_when_the_children_are_there() {
    assert_element(
        quote!(<select prop:value=chosen id="s"><option>"a"</option></select>),
        quote!(
            new("select")
                .fixed("id", "s")
                .element(::dom_view::El::new("option").text("a"))
                .prop("value", chosen)
        ),
    );
}

#[test]
fn elements_of_svg_are_in_its_name_space() {
    assert_element(
        quote!(<svg><path d="M0 0" /></svg>),
        quote!(svg("svg").element(::dom_view::El::svg("path").fixed("d", "M0 0"))),
    );
}

#[test]
fn several_parts_are_one_view_and_comments_are_none() {
    assert_view(quote!(), quote!(::dom_view::View::Many(::std::vec![])));
    assert_view(
        quote!(<!-- "no part" --> <>"a" {b}</>),
        quote!(::dom_view::View::Many(::std::vec![
            ::dom_view::IntoView::into_view("a"),
            ::dom_view::IntoView::into_view(b)
        ])),
    );
}

#[test]
fn a_component_is_called_with_its_props() {
    assert_view(
        quote!(<Card title="a" wide on_close=move |()| close()><b>"x"</b></Card>),
        quote!(::dom_view::IntoView::into_view(::leptos::component::component_view(
            Card,
            ::leptos::component::component_props_builder(&Card)
                .title("a")
                .wide(true)
                .on_close(move |()| close())
                .children(::std::boxed::Box::new(move || ::dom_view::IntoView::into_view(
                    ::dom_view::El::new("b").text("x")
                )))
                .build(),
        ))),
    );
}

#[test]
fn a_component_among_children_is_a_view() {
    let expanded = expanded(quote!(<p><Icon name=icon /></p>));
    assert!(expanded.contains(". child (:: dom_view :: IntoView :: into_view"), "{expanded}");
}

#[test]
fn what_is_wrong_is_said() {
    assert_refused(quote!(<p>loose text</p>), "texts stand in quotes");
    assert_refused(quote!(<p {..spread} />), "attributes have names");
    assert_refused(quote!(<p colour:red=on />), "no such attribute");
    assert_refused(quote!(<p on:click />), "no such attribute");
    assert_refused(quote!(<Card {..spread} />), "a component takes no block among its props");
}

#[test]
fn markup_that_ends_too_early_is_an_error_and_what_there_is_is_drawn() {
    let expanded = expanded(quote!(<p>"a"));
    assert!(expanded.contains("compile_error !"), "{expanded}");
    assert!(expanded.contains("El :: new (\"p\")"), "{expanded}");
}
