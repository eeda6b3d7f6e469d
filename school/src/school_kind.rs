//! Which kind of school issues the card: it decides the template and how long a confirmation lasts (law.md 9.3).

use crate::code::codes;

codes! {
    /// A kind of school (*typ szkoły*). A group of schools, a continuing education centre and a
    /// vocational course are none: they issue no cards (`L9.3-11`, `L9.3-12`).
    SchoolKind {
        /// *szkoła podstawowa* (`L9.3-1`)
        Primary = "primary",
        /// *szkoła podstawowa dla dorosłych* (`L9.3-2`)
        PrimaryForAdults = "primary_for_adults",
        /// *liceum ogólnokształcące* (`L9.3-3`)
        Secondary = "secondary",
        /// *liceum ogólnokształcące dla dorosłych* (`L9.3-4`)
        SecondaryForAdults = "secondary_for_adults",
        /// *technikum* (`L9.3-5`)
        Technical = "technical",
        /// *branżowa szkoła I stopnia* (`L9.3-6`)
        VocationalFirst = "vocational_first",
        /// *branżowa szkoła II stopnia* (`L9.3-7`)
        VocationalSecond = "vocational_second",
        /// *szkoła policealna* (`L9.3-8`)
        PostSecondary = "post_secondary",
        /// *szkoła specjalna przysposabiająca do pracy* (`L9.3-9`)
        WorkPreparing = "work_preparing",
        /// *przedszkole*, a preschool unit or another form (`L9.3-13`)
        Preschool = "preschool",
        /// *szkoła polska* and schools at missions abroad (`L9.3-14`)
        Abroad = "abroad",
        /// artistic school (`L9.3-15`)
        Artistic = "artistic",
        /// artistic *szkoła policealna* (`L9.3-15`)
        ArtisticPostSecondary = "artistic_post_secondary",
    }
}
