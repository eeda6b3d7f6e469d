//! `legitka person`: people from the command line, for whoever runs the machine.

use std::process::ExitCode;

use anyhow::Result;
use clap::Subcommand;

use super::open_existing;
use crate::settings::Settings;

/// What can be done.
#[derive(Subcommand)]
pub(crate) enum Verb {
    /// List the staff of every school.
    List,
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
                println!("{}\t{}\t{}\t{}\t{}", person.email, person.name, person.role, person.state, person.school);
            }
        }
        Verb::Password { email } => {
            eprintln!("Type the new password (15 characters or more), then Enter:");
            let mut typed = String::new();
            std::io::stdin().read_line(&mut typed)?;
            office.set_password(&email, typed.trim_end_matches(['\r', '\n'])).await?;
            println!("The password is set; every session of that person has ended.");
        }
        Verb::ResetSecondFactor { email } => {
            office.reset_second_factor(&email).await?;
            println!("The second factor is gone; every session of that person has ended.");
        }
    }
    office.close().await;
    Ok(ExitCode::SUCCESS)
}
