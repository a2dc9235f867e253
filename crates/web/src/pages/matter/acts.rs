//! What the forms of a matter's page send: one command each.

use super::{
    form::command_id,
    handler::{Part, read_id, show},
};
use crate::{
    filled::Filled,
    problem::{Problem, Why},
    visit::Signed,
};
use app::{App, AppError, Step};
use axum::{
    extract::Path,
    http::StatusCode,
    response::{IntoResponse, Redirect, Response},
};
use ledger::{
    Change, Command, CommandId, Evidence, FieldValue, Figure, Kind, Matter, MatterId, Refusal,
    command::{Assign, NameDeputy, Open, ReportProgress, TakeMove},
    field::FieldType,
};
use std::collections::BTreeMap;

/// Steps of a form, made from the matter as it stands; fields that were left as they are change nothing.
type Made = Result<Vec<Command>, AppError>;

/// Reports progress, with a file when one was chosen; `no_change` alone says "no change".
pub(crate) async fn report(
    signed: Signed,
    Path(id): Path<String>,
    filled: Filled,
) -> Result<Response, Problem> {
    let id = read_id(&id)?;
    if !filled.get("no_change").is_empty() {
        let report = ReportProgress { no_change: true, ..ReportProgress::default() };
        return send(signed, id, "report", "no-change", filled, |_, _, _| {
            Ok(vec![Command::ReportProgress(report)])
        })
        .await;
    }
    let mut report = match read_report(&filled) {
        Ok(report) => report,
        Err(problem) => return refuse(signed, id, "report", filled, problem).await,
    };
    let file = filled.file.clone();
    let kind = filled.get("kind").to_owned();
    send(signed, id, "report", "report", filled, move |app, _, _| {
        let mut steps = vec![];
        if let Some(file) = file {
            let hash = app.evidence().keep(&file.bytes)?;
            report.evidence.push(hash.clone());
            let evidence = Evidence {
                hash,
                size: file.bytes.len() as u64,
                media: file.media,
                title: file.name.clone(),
                name: file.name,
                kind,
                produced: None,
                seq: ledger::Seq::default(),
            };
            steps.push(Command::AttachEvidence { evidence });
        }
        steps.push(Command::ReportProgress(report));
        Ok(steps)
    })
    .await
}

fn read_report(filled: &Filled) -> Result<ReportProgress, Problem> {
    let mut figures = vec![];
    for i in 0..ledger::limit::FIGURES {
        let part = |part: &str| filled.get(&format!("figure.{part}.{i}")).trim().to_owned();
        // A row whose value is empty was left alone.
        if !part("value").is_empty() {
            figures.push(Figure {
                name: part("name"),
                value: part("value"),
                unit: part("unit"),
                qualifier: None,
            });
        }
    }
    Ok(ReportProgress {
        no_change: false,
        percent: filled.read("percent")?,
        text: filled.get("text").trim().to_owned(),
        problems: filled.get("problems").trim().to_owned(),
        help: filled.get("help").trim().to_owned(),
        figures,
        evidence: vec![],
    })
}

/// Says something.
pub(crate) async fn comment(
    signed: Signed,
    Path(id): Path<String>,
    filled: Filled,
) -> Result<Response, Problem> {
    let text = filled.get("text").trim().to_owned();
    send(signed, read_id(&id)?, "comment", "comment", filled, |_, _, _| Ok(vec![Command::Comment { text }]))
        .await
}

/// Names who is responsible.
pub(crate) async fn assign(
    signed: Signed,
    Path(id): Path<String>,
    filled: Filled,
) -> Result<Response, Problem> {
    let id = read_id(&id)?;
    let read = |name: &str| filled.read::<MatterId>(name);
    let (unit, person, leader) = (read("unit")?, read("person")?, read("leader")?);
    let helpers: Result<Vec<MatterId>, _> = filled.all("helpers").map(str::parse).collect();
    let helpers = helpers.map_err(|_| Problem::parameter("helpers"))?;
    send(signed, id, "assign", "assign", filled, move |_, matter, _| {
        let change = |stands: Option<MatterId>, wanted: Option<MatterId>| {
            if stands == wanted { Change::Keep } else { Change::from(wanted) }
        };
        Ok(vec![Command::Assign(Assign {
            unit: change(matter.unit, unit),
            person: change(matter.person, person),
            leader: change(matter.leader, leader),
            helpers: Some(helpers).filter(|helpers| *helpers != matter.helpers),
        })])
    })
    .await
}

/// Sets the due date.
pub(crate) async fn set_due_date(
    signed: Signed,
    Path(id): Path<String>,
    filled: Filled,
) -> Result<Response, Problem> {
    let id = read_id(&id)?;
    let due = match filled.read("due") {
        Ok(due) => due,
        Err(problem) => return refuse(signed, id, "due", filled, problem).await,
    };
    let reason = filled.get("reason").trim().to_owned();
    send(signed, id, "due", "due", filled, move |_, _, _| Ok(vec![Command::SetDueDate { due, reason }])).await
}

/// What was typed for own fields, by their names.
pub(crate) fn own_fields(filled: &Filled) -> BTreeMap<String, String> {
    let typed = filled.values.iter();
    typed
        .filter_map(|(name, value)| Some((name.strip_prefix("f.")?.to_owned(), value.trim().to_owned())))
        .collect()
}

/// Edits own fields.
pub(crate) async fn edit_fields(
    signed: Signed,
    Path(id): Path<String>,
    filled: Filled,
) -> Result<Response, Problem> {
    let values = own_fields(&filled);
    send(signed, read_id(&id)?, "fields", "fields", filled, move |_, matter, kind| {
        let mut set = BTreeMap::new();
        for (name, typed) in values {
            let value = field_value(kind, &name, &typed)?;
            if matter.fields.get(&name) != value.as_ref() {
                set.insert(name, value);
            }
        }
        if set.is_empty() {
            return Err(Refusal::NothingToDo.into());
        }
        Ok(vec![Command::EditFields { set }])
    })
    .await
}

/// What was typed into the input of a field; `None` when it was left empty.
pub(crate) fn field_value(kind: &Kind, name: &str, typed: &str) -> Result<Option<FieldValue>, AppError> {
    let field = kind.field(name).ok_or_else(|| Refusal::NoSuchField(name.to_owned()))?;
    if typed.is_empty() {
        return Ok(None);
    }
    let wrong = || Refusal::WrongValue { field: name.to_owned() };
    let value = match field.r#type {
        FieldType::Flag => FieldValue::Flag(match typed {
            "yes" => true,
            "no" => false,
            _ => return Err(wrong().into()),
        }),
        FieldType::Unit | FieldType::Person | FieldType::Matter => {
            FieldValue::Matter(typed.parse().map_err(|_| wrong())?)
        }
        FieldType::Many => {
            let items = typed.lines().map(str::trim).filter(|item| !item.is_empty());
            FieldValue::Many(items.map(str::to_owned).collect())
        }
        FieldType::Text
        | FieldType::LongText
        | FieldType::Document
        | FieldType::Date
        | FieldType::Decimal
        | FieldType::Choice => FieldValue::Text(typed.to_owned()),
    };
    Ok(Some(value))
}

/// Corrects number or title.
pub(crate) async fn correct(
    signed: Signed,
    Path(id): Path<String>,
    filled: Filled,
) -> Result<Response, Problem> {
    let part = |name: &str| filled.get(name).trim().to_owned();
    let (number, title, reason) = (part("number"), part("title"), part("reason"));
    send(signed, read_id(&id)?, "correct", "correct", filled, move |_, matter, _| {
        let number = Some(number).filter(|number| *number != matter.number);
        let title = Some(title).filter(|title| *title != matter.title);
        Ok(vec![Command::Correct { number, title, reason }])
    })
    .await
}

/// Links to another matter, named by its id or its address.
pub(crate) async fn link(
    signed: Signed,
    Path(id): Path<String>,
    filled: Filled,
) -> Result<Response, Problem> {
    let id = read_id(&id)?;
    let typed = filled.get("to").trim();
    let path = typed.split(['?', '#']).next().unwrap_or_default().trim_end_matches('/');
    let digits = path.rsplit('/').next().unwrap_or_default();
    // A number that was typed with its sign in front, as pages show it.
    let digits = if path.is_empty() { typed.trim_start_matches('#') } else { digits };
    let Ok(to) = digits.parse() else {
        return refuse(
            signed,
            id,
            "link",
            filled,
            Problem::from(AppError::from(Refusal::WrongValue { field: "to".into() })),
        )
        .await;
    };
    let (relation, note) = (filled.get("relation").to_owned(), filled.get("note").trim().to_owned());
    send(signed, id, "link", "link", filled, move |_, _, _| Ok(vec![Command::Link { to, relation, note }]))
        .await
}

/// Takes a link back.
pub(crate) async fn unlink(
    signed: Signed,
    Path(id): Path<String>,
    filled: Filled,
) -> Result<Response, Problem> {
    let to = filled.read("to")?.ok_or_else(|| Problem::parameter("to"))?;
    let relation = filled.get("relation").to_owned();
    send(signed, read_id(&id)?, "unlink", "unlink", filled, move |_, _, _| {
        Ok(vec![Command::Unlink { to, relation }])
    })
    .await
}

/// Opens a matter: below another one, or a campaign at the top.
pub(crate) async fn open(signed: Signed, filled: Filled) -> Result<Response, Problem> {
    let text = |name: &str| filled.get(name).trim().to_owned();
    let parent = filled.read::<MatterId>("parent")?;
    let open =
        Open { kind: text("kind"), number: text("number"), title: text("title"), parent, ..Open::default() };
    let command =
        command_id(filled.get("seed"), &format!("open/{}", signed.session.person), &filled.fingerprint());
    let actor = signed.actor();
    let step = Step { matter: None, seen: None, command: Command::Open(open) };
    match (signed.ask(move |app| app.execute(actor, command, step)).await, parent) {
        (Ok(outcome), _) => {
            Ok(Redirect::to(&format!("/matters/{}?done=open", outcome.matter)).into_response())
        }
        (Err(problem), Some(parent)) => refuse(signed, parent, "open", filled, problem).await,
        (Err(problem), None) => Err(problem),
    }
}

/// Gives a person a role.
pub(crate) async fn grant(
    signed: Signed,
    Path(id): Path<String>,
    filled: Filled,
) -> Result<Response, Problem> {
    let id = read_id(&id)?;
    let unit = filled.read("unit")?;
    let until = match filled.read("until") {
        Ok(until) => until,
        Err(problem) => return refuse(signed, id, "grant", filled, problem).await,
    };
    let role = filled.get("role").to_owned();
    send(signed, id, "grant", "grant", filled, move |_, _, _| {
        Ok(vec![Command::GrantRole { role, unit, until }])
    })
    .await
}

/// Takes a role back.
pub(crate) async fn revoke(
    signed: Signed,
    Path(id): Path<String>,
    filled: Filled,
) -> Result<Response, Problem> {
    let unit = filled.read("unit")?;
    let role = filled.get("role").to_owned();
    send(signed, read_id(&id)?, "revoke", "revoke", filled, move |_, _, _| {
        Ok(vec![Command::RevokeRole { role, unit }])
    })
    .await
}

/// Names somebody to act for a person.
pub(crate) async fn name_deputy(
    signed: Signed,
    Path(id): Path<String>,
    filled: Filled,
) -> Result<Response, Problem> {
    let id = read_id(&id)?;
    let read = |name: &str| filled.read(name)?.ok_or_else(|| Problem::parameter(name));
    let days = (|| Ok::<_, Problem>((read("from")?, read("until")?)))();
    let (from, until) = match days {
        Ok(days) => days,
        Err(problem) => return refuse(signed, id, "deputy", filled, problem).await,
    };
    let deputy = filled.read("deputy")?.ok_or_else(|| Problem::parameter("deputy"))?;
    let named = NameDeputy { deputy, from, until };
    send(signed, id, "deputy", "deputy", filled, move |_, _, _| Ok(vec![Command::NameDeputy(named)])).await
}

/// Somebody does not act for a person any more.
pub(crate) async fn withdraw_deputy(
    signed: Signed,
    Path(id): Path<String>,
    filled: Filled,
) -> Result<Response, Problem> {
    let deputy = filled.read("deputy")?.ok_or_else(|| Problem::parameter("deputy"))?;
    send(signed, read_id(&id)?, "deputy", "deputy-gone", filled, move |_, _, _| {
        Ok(vec![Command::WithdrawDeputy { deputy }])
    })
    .await
}

/// Takes a move of the kind.
pub(crate) async fn take_move(
    signed: Signed,
    Path((id, name)): Path<(String, String)>,
    filled: Filled,
) -> Result<Response, Problem> {
    let chosen = |field: &str| Some(filled.get(field).to_owned()).filter(|value| !value.is_empty());
    let form = format!("move-{name}");
    let mut taken = TakeMove {
        name,
        code: chosen("code"),
        reason: filled.get("reason").trim().to_owned(),
        rating: chosen("rating"),
        due: filled.read("due")?,
        fields: BTreeMap::new(),
    };
    let typed = own_fields(&filled);
    send(signed, read_id(&id)?, &form, "move", filled, move |_, _, kind| {
        for (name, typed) in typed {
            // What was left empty is not filled in; whether it is needed the ledger says.
            if let Some(value) = field_value(kind, &name, &typed)? {
                taken.fields.insert(name, value);
            }
        }
        Ok(vec![Command::Move(taken)])
    })
    .await
}

/// Carries out what a form asks for, then shows the matter again: anew when it was done, with what was typed when it
/// was refused.
pub(crate) async fn send(
    signed: Signed,
    id: MatterId,
    form: &str,
    done: &str,
    filled: Filled,
    make: impl FnOnce(&App, &Matter, &Kind) -> Made + Send + 'static,
) -> Result<Response, Problem> {
    let seen = filled.read("seen")?;
    let command = command_id(
        filled.get("seed"),
        &format!("{form}/{id}/{}", signed.session.person),
        &filled.fingerprint(),
    );
    let actor = signed.actor();
    let outcome = signed.ask(move |app| carry_out(app, actor, id, command, seen, make)).await;
    match outcome {
        Ok(()) => Ok(Redirect::to(&format!("/matters/{id}?done={done}")).into_response()),
        Err(problem) => refuse(signed, id, form, filled, problem).await,
    }
}

fn carry_out(
    app: &App,
    actor: Option<MatterId>,
    id: MatterId,
    command: CommandId,
    seen: Option<u64>,
    make: impl FnOnce(&App, &Matter, &Kind) -> Made,
) -> Result<(), AppError> {
    let (matter, kind) = {
        let view = app.view()?;
        let matter = view.matter(id)?.ok_or(Refusal::NoSuchMatter(id))?;
        let kinds = view.kinds();
        let kind = kinds.get(&matter.kind, matter.kind_version).cloned();
        let kind = kind.ok_or_else(|| Refusal::NoSuchKind(matter.kind.clone()))?;
        (matter, kind)
    };
    let commands = make(app, &matter, &kind)?;
    // Only the first step can compare with what the person saw: it raises the version itself.
    let step = |(i, command)| Step { matter: Some(id), seen: if i == 0 { seen } else { None }, command };
    app.execute_all(actor, command, commands.into_iter().enumerate().map(step).collect())?;
    Ok(())
}

/// Shows the matter again with what was typed and why it was refused.
pub(crate) async fn refuse(
    signed: Signed,
    id: MatterId,
    form: &str,
    filled: Filled,
    problem: Problem,
) -> Result<Response, Problem> {
    if matches!(&problem.why, Why::Refused(Refusal::NoSuchMatter(_))) {
        return Err(problem);
    }
    let (status, typed) = problem.typed(form, signed.visit.t(), filled.values)?;
    let status = if status == StatusCode::UNAUTHORIZED { StatusCode::FORBIDDEN } else { status };
    show(signed, id, Part::default(), status, Some(typed)).await
}
