//! `<Component prop=value>children</Component>` becomes a call of the component's function, as Leptos does it.

use proc_macro2::TokenStream;
use quote::{format_ident, quote, quote_spanned};
use rstml::Infallible;
use rstml::node::{NodeAttribute, NodeElement};
use syn::spanned::Spanned;

/// An expression for the view of a component.
pub(crate) fn view(element: &NodeElement<Infallible>) -> TokenStream {
    let name = element.name();
    let mut props = Vec::new();
    for attribute in element.attributes() {
        let attribute = match attribute {
            NodeAttribute::Attribute(attribute) => attribute,
            NodeAttribute::Block(block) => {
                return quote_spanned!(block.span()=> compile_error!("a component takes no block among its props"));
            }
        };
        let prop = format_ident!("{}", attribute.key.to_string(), span = attribute.key.span());
        props.push(match crate::attribute_value(attribute) {
            Some(value) => quote!(.#prop(#value)),
            None => quote!(.#prop(true)),
        });
    }
    let children = (!element.children.is_empty()).then(|| {
        let children = crate::nodes_view(&element.children);
        quote!(.children(::std::boxed::Box::new(move || #children)))
    });
    quote! {
        ::dom_view::IntoView::into_view(::leptos::component::component_view(
            #name,
            ::leptos::component::component_props_builder(&#name) #(#props)* #children .build(),
        ))
    }
}
