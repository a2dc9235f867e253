//! The navigation: every section in its group, and the same groups on a phone.

use crate::site::Site;
use axum::http::StatusCode;
use std::collections::BTreeSet;

/// Addresses of links in `html`.
fn addresses(html: &str) -> BTreeSet<&str> {
    html.split("<a href=\"").skip(1).filter_map(|rest| rest.split('"').next()).collect()
}

fn between<'h>(html: &'h str, from: &str, to: &str) -> &'h str {
    html.split_once(from).unwrap().1.split_once(to).unwrap().0
}

#[test]
fn a_phone_reaches_every_section_of_the_side_column() {
    let site = Site::signed_in();
    for (lang, heading) in [("zh", "督办"), ("en", "Supervision")] {
        let page = site.get(&format!("/sections?lang={lang}"));
        assert_eq!(page.status, StatusCode::OK);
        let side = between(&page.body, "<nav class=\"nav\"", "</nav>");
        let all = between(&page.body, "<div class=\"sections\">", "</main>");
        let (side_links, all_links) = (addresses(side), addresses(all));
        assert!(side_links.len() >= 20 && side_links.is_subset(&all_links), "{side_links:?} {all_links:?}");
        assert!(all_links.contains("/account"));
        assert!([side, all].iter().all(|part| part.contains(&format!(">{heading}<"))), "{}", page.body);
        for href in side_links {
            assert!(!site.get(href).status.is_client_error(), "{href}");
        }
    }
    let dock = site.get("/units");
    assert!(between(&dock.body, "<nav class=\"dock\"", "</nav>").contains("/sections"));
}

#[test]
fn sections_that_cannot_be_used_are_not_offered() {
    let site = Site::signed_in();
    let member = site.as_other("ren", "member").get("/sections");
    let links = addresses(&member.body);
    assert!(!links.contains("/imports") && !links.contains("/accountability"), "{links:?}");
    let own = site.get("/sections");
    assert!(addresses(&own.body).contains("/imports"));
}
