//! `legitka person`: people from the command line, for whoever runs the machine.

use std::process::ExitCode;

use anyhow::Result;
use clap::Subcommand;
use office::operator::NewOperator;

use super::{
    open_existing,
    out::{complain, say},
};
use crate::settings::Settings;

/// What can be done.
#[derive(Subcommand)]
pub(crate) enum Verb {
    /// List the staff of every school, and whoever runs the installation.
    List,
    /// Let somebody run the installation: open and close schools. Their password is read from standard input, one line;
    /// the first sign-in sets up their second factor. They belong to no school and see nothing of one without its grant.
    Operator {
        /// Their e-mail.
        email: String,
        /// Their given names.
        given: String,
        /// Their surname.
        surname: String,
    },
    /// End that: sessions and grants end at once.
    EndOperator {
        /// Their e-mail.
        email: String,
    },
    /// Set a password for somebody who was locked out: it is read from standard input, one line.
    Password {
        /// Their e-mail.
        email: String,
    },
    /// Take away the second factor of somebody who lost it; the next sign-in sets up a new one.
    ResetSecondFactor {
        /// Their e-mail.
        email: String,
    },
}

/// Carries it out.
pub(crate) async fn run(settings: &Settings, verb: Verb) -> Result<ExitCode> {
    let office = open_existing(settings).await?;
    match verb {
        Verb::List => {
            for person in office.people().await? {
                let columns = [&person.email, &person.name, &person.role, &person.state, &person.school];
                say(columns.map(String::as_str).join("\t"))?;
            }
        }
        Verb::Password { email } => {
            complain("Type the new password (15 characters or more), then Enter:");
            office.set_password(&email, &one_line()?).await?;
            say("The password is set; every session of that person has ended.")?;
        }
        Verb::Operator { email, given, surname } => {
            complain("Type their password (12 characters or more), then Enter:");
            office.appoint_operator(&NewOperator { given, surname, email, password: one_line()?, totp: None }).await?;
            say("They can sign in and set up their second factor.")?;
        }
        Verb::EndOperator { email } => {
            office.dismiss_operator(&email).await?;
            say("They run the installation no more; every session and grant of theirs has ended.")?;
        }
        Verb::ResetSecondFactor { email } => {
            office.reset_second_factor(&email).await?;
            say("The second factor is gone; every session of that person has ended.")?;
        }
    }
    office.close().await;
    Ok(ExitCode::SUCCESS)
}

/// What was typed, without the end of the line.
fn one_line() -> Result<String> {
    let mut typed = String::new();
    std::io::stdin().read_line(&mut typed)?;
    Ok(typed.trim_end_matches(['\r', '\n']).to_owned())
}
