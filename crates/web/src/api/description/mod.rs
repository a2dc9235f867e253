//! The OpenAPI description of `/api/v1`, put together from paths and schemas. A test compares it with the routes and
//! with a stored copy, so that no change goes by unseen.

mod cadence;
mod comparisons;
mod ledgers;
mod nodes;
mod own_ledgers;
mod paths;
mod plans;
mod schemas;
mod scores;
mod staying;

use serde_json::{Value, json};

/// The description.
pub fn document() -> Value {
    json!({
        "openapi": "3.1.0",
        "info": {
            "title": "Bihuan",
            "version": env!("CARGO_PKG_VERSION"),
            "description": "The ledger of a rectification: lists, matters, commands, imports, evidence, the log and its \
                proofs. Times are UTC, dates are civil dates in Asia/Shanghai. Failures are `{code, message, args}`; codes \
                are stable, messages are in the language of `Accept-Language` (zh or en).",
            "license": { "name": "Apache-2.0", "identifier": "Apache-2.0" }
        },
        "security": [{ "token": [] }, { "session": [] }],
        "paths": paths::paths(),
        "components": {
            "securitySchemes": {
                "token": { "type": "http", "scheme": "bearer", "description": "An access token made on the account page." },
                "session": { "type": "apiKey", "in": "cookie", "name": "bihuan_session" }
            },
            "schemas": schemas::schemas()
        }
    })
}

/// A reference to a schema.
fn schema(name: &str) -> Value {
    json!({ "$ref": format!("#/components/schemas/{name}") })
}

/// A list of a schema.
fn list_of(name: &str) -> Value {
    json!({ "type": "array", "items": schema(name) })
}
