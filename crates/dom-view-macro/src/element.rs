//! `<div class="x" on:click=f>…</div>` becomes `El::new("div").attr("class", "x").on(click, f)…`.

use proc_macro2::TokenStream;
use quote::{ToTokens, format_ident, quote, quote_spanned};
use rstml::Infallible;
use rstml::node::{KeyedAttribute, Node, NodeAttribute, NodeElement};
use syn::spanned::Spanned;
use syn::{Expr, ExprLit, Lit};

/// Elements that exist in the name space of SVG; `title`, `a` and others that HTML has too are HTML's.
const SVG: &[&str] =
    &["svg", "g", "path", "rect", "circle", "line", "polyline", "polygon", "text", "tspan"];

/// An expression of type `dom_view::El`.
pub(crate) fn build(element: &NodeElement<Infallible>) -> TokenStream {
    let tag = element.name().to_string();
    let constructor = if SVG.contains(&&*tag) { quote!(svg) } else { quote!(new) };
    // Properties come last: the value of a <select> means nothing before it has its options.
    let (mut first, mut last) = (Vec::new(), Vec::new());
    for attribute in element.attributes() {
        match attribute {
            NodeAttribute::Attribute(attribute) => {
                let property = attribute.key.to_string().starts_with("prop:");
                if property { &mut last } else { &mut first }.push(set(attribute));
            }
            NodeAttribute::Block(block) => {
                let why = quote_spanned!(block.span()=> compile_error!("attributes have names"));
                first.push(quote!(.attr("", #why)));
            }
        }
    }
    let children = element.children.iter().filter_map(child);
    quote!(::dom_view::El::#constructor(#tag) #(#first)* #(#children)* #(#last)*)
}

fn child(node: &Node) -> Option<TokenStream> {
    let text = crate::node_value(node);
    Some(match node {
        Node::Text(_) | Node::RawText(_) => quote!(.text(#text)),
        Node::Element(element) if !crate::is_component(element) => {
            let element = build(element);
            quote!(.element(#element))
        }
        node => {
            let view = crate::node_view(node)?;
            quote!(.child(#view))
        }
    })
}

/// The method call for an attribute.
fn set(attribute: &KeyedAttribute) -> TokenStream {
    let key = attribute.key.to_string();
    let value = crate::attribute_value(attribute);
    let (kind, name) = key.split_once(':').unwrap_or(("attr", &key));
    match (kind, name, value) {
        ("attr", "node_ref", Some(value)) => quote!(.node_ref(#value)),
        ("attr", "style", Some(Expr::Tuple(pair))) => {
            let pair = &pair.elems;
            quote!(.style(#pair))
        }
        ("on", event, Some(handler)) => {
            let event = format_ident!("{event}", span = attribute.key.span());
            quote!(.on(::dom_view::ev::#event, #handler))
        }
        ("attr", name, Some(value)) if is_text(value) => quote!(.fixed(#name, #value)),
        ("attr", name, None) => quote!(.fixed(#name, "")),
        ("attr" | "class" | "style" | "prop", name, Some(value)) => {
            let kind = format_ident!("{kind}");
            quote!(.#kind(#name, #value))
        }
        _ => {
            let span = attribute.to_token_stream().span();
            let why = quote_spanned!(span=> compile_error!("no such attribute"));
            quote!(.attr("", #why))
        }
    }
}

fn is_text(value: &Expr) -> bool {
    matches!(value, Expr::Lit(ExprLit { lit: Lit::Str(_), .. }))
}
