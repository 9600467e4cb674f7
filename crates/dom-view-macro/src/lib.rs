//! The `view!` macro: HTML-like markup becomes calls of `dom_view::El`.
//!
//! The syntax is that of Leptos' macro of the same name, as far as it is used: elements, texts, blocks, components,
//! `class:name`, `style:name`, `prop:name`, `on:event` and `node_ref`.

mod component;
mod element;

use proc_macro2::TokenStream;
use quote::{ToTokens, quote, quote_spanned};
use rstml::Infallible;
use rstml::node::{KeyedAttribute, Node, NodeBlock, NodeElement};
use syn::spanned::Spanned;
use syn::{Expr, Stmt};

/// Makes a `dom_view::View` of markup.
#[proc_macro]
pub fn view(tokens: proc_macro::TokenStream) -> proc_macro::TokenStream {
    expand(tokens.into()).into()
}

fn expand(markup: TokenStream) -> TokenStream {
    let parser = rstml::Parser::new(rstml::ParserConfig::default().recover_block(true));
    let (nodes, errors) = parser.parse_recoverable(markup).split_vec();
    let errors = errors.into_iter().map(|error| error.emit_as_expr_tokens());
    let view = nodes_view(&nodes);
    quote!({ #(#errors;)* #view })
}

/// An expression for one view of all the nodes.
fn nodes_view(nodes: &[Node]) -> TokenStream {
    let views: Vec<_> = nodes.iter().filter_map(node_view).collect();
    match &*views {
        [view] => view.clone(),
        views => quote!(::dom_view::View::Many(::std::vec![#(#views),*])),
    }
}

/// An expression for the view of a node; nothing for what is not shown.
fn node_view(node: &Node) -> Option<TokenStream> {
    Some(match node {
        Node::Element(element) if is_component(element) => component::view(element),
        Node::Element(element) => {
            let element = element::build(element);
            quote!(::dom_view::IntoView::into_view(#element))
        }
        Node::Fragment(fragment) => nodes_view(&fragment.children),
        Node::Comment(_) | Node::Doctype(_) => return None,
        Node::Block(_) | Node::Text(_) | Node::RawText(_) | Node::Custom(_) => {
            let value = node_value(node);
            quote!(::dom_view::IntoView::into_view(#value))
        }
    })
}

/// The expression of a block, or a text as a literal.
fn node_value(node: &Node) -> TokenStream {
    match node {
        Node::Text(text) => text.value.to_token_stream(),
        // Mostly left over from an edit, and then nobody wants to read it.
        Node::RawText(text) => {
            quote_spanned!(text.span()=> compile_error!("texts stand in quotes"))
        }
        Node::Block(NodeBlock::ValidBlock(block)) => match &*block.stmts {
            [Stmt::Expr(value, None)] => value.to_token_stream(),
            _ => block.to_token_stream(),
        },
        node => node.to_token_stream(),
    }
}

/// The value of an attribute, without the braces that it needs in the markup.
fn attribute_value(attribute: &KeyedAttribute) -> Option<&Expr> {
    match attribute.value()? {
        Expr::Block(block) if block.label.is_none() => match &*block.block.stmts {
            [Stmt::Expr(value, None)] => Some(value),
            _ => attribute.value(),
        },
        value => Some(value),
    }
}

fn is_component(element: &NodeElement<Infallible>) -> bool {
    element.name().to_string().starts_with(char::is_uppercase)
}

#[cfg(test)]
mod tests;
