# Listy. Uczeń jest w nich tylko z imienia i pierwszej litery nazwiska, bez zdjęcia i bez numeru PESEL.

greeting = Dzień dobry!
footer = Ten list wysłał program Legitka w imieniu szkoły: { $school }. Prosimy na niego nie odpowiadać: nikt nie czyta tej skrzynki. W każdej sprawie pomoże sekretariat szkoły.
footer-program = Ten list wysłał program Legitka. Prosimy na niego nie odpowiadać: nikt nie czyta tej skrzynki.

role-head = dyrektor
role-secretary = sekretariat
role-form_teacher = wychowawca
role-administrator = administrator
role-photographer = fotograf

invitation-staff-subject = Zaproszenie do programu Legitka – { $school }
invitation-staff-text = { $school } zaprasza Panią/Pana do programu Legitka. Sprawdza w nim zdjęcia, drukuje legitymacje i prowadzi ich ewidencję. Rola, w której będzie Pani/Pan pracować: { $role }.
invitation-staff-how = Aby przyjąć zaproszenie, proszę otworzyć poniższą stronę i ustawić hasło. Kto ma już konto, podaje tam swoje dotychczasowe hasło. Przy pierwszym logowaniu program poprosi o włączenie drugiego składnika – wystarczy aplikacja z kodami w telefonie.
invitation-family-subject = Zaproszenie do programu Legitka: { $pupils }
invitation-family-text = { $school } zaprasza do programu Legitka. Można w nim przesłać zdjęcie do legitymacji szkolnej i sprawdzić, kiedy legitymacja będzie gotowa. Zaproszenie dotyczy: { $pupils }
invitation-family-how = Aby przyjąć zaproszenie, proszę otworzyć poniższą stronę i ustawić hasło. Kto ma już konto, podaje tam swoje dotychczasowe hasło. Zajmie to około minuty.
invitation-link = Przyjmij zaproszenie
invitation-after = Odnośnik działa jeden raz i przez { $days } dni. Proszę nie przekazywać go nikomu innemu. Jeśli ten list przyszedł przez pomyłkę, na tej samej stronie można odrzucić zaproszenie.

recovery-code-used-subject = Użyto kodu zapasowego do konta w programie Legitka
recovery-code-used-text = Ktoś właśnie zalogował się na konto z tym adresem hasłem i kodem zapasowym zamiast kodu z aplikacji. Ten kod już nie zadziała. Ile kodów zostało, widać na stronie konta; można tam utworzyć nowe.
second-factor-reset-subject = Drugi składnik do konta w programie Legitka został usunięty
second-factor-reset-text = Administrator szkoły usunął drugi składnik logowania z konta z tym adresem i zakończył wszystkie sesje. Przy najbliższym logowaniu program poprosi o ustawienie nowego. Dotychczasowe kody zapasowe przestały działać.
passkey-added-subject = Dodano klucz dostępu do konta w programie Legitka
passkey-added-text = Do konta z tym adresem dodano klucz dostępu. Można nim teraz potwierdzać logowanie zamiast kodu z aplikacji. Listę kluczy widać na stronie konta.
passkey-removed-subject = Usunięto klucz dostępu z konta w programie Legitka
passkey-removed-text = Z konta z tym adresem usunięto klucz dostępu. Nie można już nim potwierdzać logowania. Listę kluczy widać na stronie konta.
account-news-link = Otwórz swoje konto
account-news-after = Jeśli to nie Pani/Pan albo nikt o to nie prosił, proszę od razu zmienić hasło i powiadomić administratora szkoły.

access-asked-subject = Prośba o wgląd w program Legitka – { $school }
access-asked-text = Osoba, która utrzymuje instalację programu, prosi szkołę o czasowy wgląd: { $school }. Kto prosi, dlaczego i na jak długo, widać po zalogowaniu. Bez zgody szkoły nikt z zewnątrz niczego nie zobaczy.
export-waits-subject = Wydanie danych czeka na drugą osobę – { $school }
export-waits-text = Ktoś ze szkoły chce zabrać z programu dane wielu uczniów: { $school }. Potrzebna jest zgoda drugiej osoby. Co, dlaczego i kto o to prosi, widać po zalogowaniu.
access-granted-subject = Szkoła zgodziła się na wgląd – { $school }
access-granted-text = Szkoła zgodziła się na czasowy wgląd: { $school }. Do kiedy, widać po zalogowaniu. Każde obejrzenie jest zapisywane i widzą je wszyscy w szkole.
access-ended-subject = Szkoła zakończyła wgląd – { $school }
access-ended-text = Szkoła zakończyła wgląd przed czasem: { $school }. Nie można już niczego w niej zobaczyć.
school-news-link = Otwórz w programie
reset-subject = Nowe hasło do konta w programie Legitka
reset-text = Ktoś poprosił o ustawienie nowego hasła do konta z tym adresem. Aby je ustawić, proszę otworzyć poniższą stronę.
reset-link = Ustaw nowe hasło
reset-after = Odnośnik działa jeden raz i przez { $minutes } minut. Proszę nie przekazywać go nikomu innemu. Jeśli nikt z Państwa o to nie prosił, nie trzeba nic robić: hasło się nie zmieni.

sign-up-subject = Potwierdź konto w programie Legitka
sign-up-text = Ktoś zakłada konto w programie Legitka z tym adresem. Aby je potwierdzić, proszę otworzyć poniższą stronę albo wpisać kod w przeglądarce, w której zakładano konto.
sign-up-code = Kod: { $code }
sign-up-link = Potwierdź konto
sign-up-after = Odnośnik i kod działają jeden raz i przez { $hours } godzin. Jeśli nikt z Państwa nie zakłada konta, nie trzeba nic robić: bez potwierdzenia konto nie powstanie.
sign-up-known-subject = Konto w programie Legitka już istnieje
sign-up-known-text = Ktoś próbował założyć w programie Legitka konto z tym adresem, a takie konto już jest. Można się na nie zalogować dotychczasowym hasłem.
sign-up-known-link = Zaloguj się
sign-up-known-after = Hasło zapomniane? Nowe można ustawić na stronie { $address }. Jeśli nikt z Państwa o to nie prosił, nie trzeba nic robić.

trial-subject = Próbny list z programu Legitka – { $school }
trial-text = To jest próbny list. Skoro przyszedł, listy z programu docierają do rodzin i pracowników.
trial-link = Wróć do programu

digest-subject = Na decyzję czekają zdjęcia do legitymacji: { $count }
digest-text = Tyle zdjęć przesłanych przez rodziny czeka na akceptację: { $count }. Kilka sekund na każde wystarczy.
digest-link = Przejrzyj zdjęcia
digest-after = Ten list przychodzi w dni robocze, najwyżej raz dziennie, i tylko wtedy, gdy coś czeka.

photo-approved-subject = Zdjęcie do legitymacji jest przyjęte: { $pupil }
photo-approved-text = Szkoła przyjęła zdjęcie do legitymacji: { $pupil } Dziękujemy, nic więcej nie trzeba robić.
photo-approved-after = Napiszemy jeszcze raz, gdy legitymacja będzie wydrukowana i gotowa do odbioru.
photo-approved-link = Zobacz, co dalej
photo-reframed = Szkoła poprawiła kadr zdjęcia.

photo-rejected-subject = Potrzebne jest nowe zdjęcie do legitymacji: { $pupil }
photo-rejected-text = Szkoła nie może użyć przesłanego zdjęcia do legitymacji: { $pupil } To się często zdarza i łatwo to poprawić.
photo-rejected-reason = Powód: { $reason }
photo-rejected-fix = Co zrobić: { $fix }
photo-rejected-note = Szkoła dopisała: „{ $note }”
photo-rejected-link = Prześlij nowe zdjęcie

review-undone-subject = Zdjęcie do legitymacji znów czeka na sprawdzenie: { $pupil }
review-undone-text = Szkoła cofnęła swoją wcześniejszą decyzję o zdjęciu do legitymacji: { $pupil } Zdjęcie znów czeka na sprawdzenie.
review-undone-after = Nie trzeba nic robić. Napiszemy, gdy szkoła podejmie nową decyzję.
review-undone-link = Zobacz, co dalej

photo-reminder-subject = Szkoła czeka na zdjęcie do legitymacji: { $pupil }
photo-reminder-text = Do legitymacji szkolnej brakuje jeszcze zdjęcia: { $pupil } Bez niego szkoła nie może jej wydrukować.
photo-reminder-how = Zdjęcie można zrobić telefonem na tle jasnej ściany. Program pokaże, jakie powinno być, i pomoże je wykadrować. Zajmie to około dwóch minut.
photo-reminder-link = Prześlij zdjęcie
photo-reminder-after = Jeśli zdjęcie zostało już przekazane szkole inaczej, proszę nic nie robić.

card-printed-subject = Legitymacja jest gotowa do odbioru: { $pupil }
card-printed-text = Legitymacja szkolna jest wydrukowana i można ją odebrać w szkole: { $pupil }
card-printed-after = Odbiór trzeba potwierdzić podpisem. Kiedy i gdzie wydawane są legitymacje, powie sekretariat szkoły.
card-printed-link = Zobacz szczegóły

card-issued-subject = Legitymacja została odebrana: { $pupil }
card-issued-text = Szkoła wydała legitymację szkolną: { $pupil } Życzymy, żeby dobrze służyła.
card-issued-after = Jeśli nikt z Państwa jej nie odebrał, prosimy od razu powiadomić sekretariat szkoły.
card-issued-link = Zobacz szczegóły

reason-background = Tło nie jest jednolite i jasne.
reason-background-fix = Proszę zrobić zdjęcie na tle gładkiej, jasnej ściany, na której nic nie wisi.
reason-head_size = Twarz jest za mała albo za duża w kadrze.
reason-head_size-fix = Proszę tak ustawić kadr, żeby widać było całą głowę i górną część ramion, a twarz zajmowała większą część zdjęcia.
reason-blurred = Zdjęcie jest nieostre.
reason-blurred-fix = Proszę przetrzeć obiektyw, dobrze oświetlić twarz i trzymać telefon nieruchomo.
reason-dark_or_shadow = Zdjęcie jest za ciemne albo na twarzy jest cień.
reason-dark_or_shadow-fix = Proszę stanąć twarzą do okna, w świetle dziennym i bez lampy błyskowej.
reason-turned = Głowa jest odwrócona albo przechylona.
reason-turned-fix = Proszę trzymać głowę prosto i patrzeć wprost w obiektyw.
reason-eyes = Oczy są zamknięte albo zasłonięte, albo w okularach widać odblask.
reason-eyes-fix = Proszę odsunąć włosy z oczu, a okulary z odblaskiem lekko pochylić albo zdjąć na czas zdjęcia.
reason-headgear = Na zdjęciu jest nakrycie głowy albo ciemne okulary.
reason-headgear-fix = Proszę zrobić zdjęcie bez czapki, kaptura i ciemnych okularów. Jeśli nakrycie głowy jest noszone ze względów religijnych lub zdrowotnych, proszę porozmawiać z sekretariatem.
reason-wrong_person = Na zdjęciu jest ktoś inny albo więcej osób.
reason-wrong_person-fix = Na zdjęciu powinna być tylko osoba, dla której jest legitymacja.
reason-old_or_filtered = Zdjęcie jest nieaktualne, czarno-białe albo zmienione filtrem.
reason-old_or_filtered-fix = Proszę przesłać nowe, kolorowe zdjęcie, bez filtrów i upiększania.
reason-other = Powód jest inny niż zwykle.
reason-other-fix = Proszę zrobić tak, jak napisała szkoła, a w razie wątpliwości zapytać w sekretariacie.
