//! How a statement is written: `rows!(tx, "SELECT …", bind, bind)?`. Each runs on whichever engine is open.

/// Marks SQL, a literal or a `concat!` of such, that runs on both engines; the test suite prepares every marked
/// statement on each.
macro_rules! sql {
    ($text:expr) => {{
        #[cfg(test)]
        ::inventory::submit! { $crate::store::Statement($text) }
        $text
    }};
}

/// The code of [`school::statistics::Stage`] at which pupil `p` stands, as an SQL expression.
macro_rules! stage {
    () => {
        "(CASE WHEN EXISTS (SELECT 1 FROM card k WHERE k.pupil = p.id AND k.school = p.school AND k.state = 'issued')
                THEN 'issued'
            WHEN EXISTS (SELECT 1 FROM card k WHERE k.pupil = p.id AND k.school = p.school AND k.state = 'printed')
                THEN 'printed'
            WHEN EXISTS (SELECT 1 FROM photo f WHERE f.pupil = p.id AND f.school = p.school AND f.state = 'approved')
                THEN 'approved'
            WHEN EXISTS (SELECT 1 FROM photo f WHERE f.pupil = p.id AND f.school = p.school AND f.state = 'submitted')
                THEN 'waiting'
            WHEN EXISTS (SELECT 1 FROM photo f WHERE f.pupil = p.id AND f.school = p.school AND f.state = 'rejected'
                    AND NOT EXISTS (SELECT 1 FROM photo o WHERE o.pupil = f.pupil AND o.school = f.school
                        AND o.state = 'removed' AND o.id > f.id))
                THEN 'rejected'
            ELSE 'none' END)"
    };
}

/// Runs one expression over the open engine's connection.
macro_rules! on {
    ($tx:expr, $connection:ident => $body:expr) => {
        match &mut $tx.engine {
            $crate::store::Engine::Sqlite(open) => {
                let $connection = &mut **open;
                $body
            }
            $crate::store::Engine::Postgres(open) => {
                let $connection = &mut **open;
                $body
            }
        }
    };
}

/// Every row, as the wanted row type.
macro_rules! rows {
    ($tx:expr, $text:expr $(, $bind:expr)* $(,)?) => {
        on!($tx, c => sqlx::query_as(sql!($text))$(.bind($bind))*.fetch_all(c).await)
    };
}

/// At most one row.
macro_rules! row {
    ($tx:expr, $text:expr $(, $bind:expr)* $(,)?) => {
        on!($tx, c => sqlx::query_as(sql!($text))$(.bind($bind))*.fetch_optional(c).await)
    };
}

/// At most one row of one column.
macro_rules! value {
    ($tx:expr, $text:expr $(, $bind:expr)* $(,)?) => {
        on!($tx, c => sqlx::query_scalar(sql!($text))$(.bind($bind))*.fetch_optional(c).await)
    };
}

/// A change; answers how many rows it touched.
macro_rules! run {
    ($tx:expr, $text:expr $(, $bind:expr)* $(,)?) => {
        on!($tx, c => sqlx::query(sql!($text))$(.bind($bind))*.execute(c).await.map(|done| done.rows_affected()))
    };
}
