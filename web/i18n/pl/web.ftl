## Frame
## Shells, shared parts and the steps of the photo. The words printed on the card are Polish in every language.

frame-title-error = Błąd:
frame-skip = Przejdź do treści
frame-main-nav = Główne
frame-phone-nav = Główne na telefonie
frame-more = Więcej
frame-language = Język
frame-sign-out = Wyloguj się
frame-demo-label = Pokaz
frame-demo = To jest pokaz. Osoby, numery i zdjęcia są zmyślone.
frame-mailbox = Poczta pokazu

form-errors = { $count ->
    [one] Popraw { $count } rzecz
    [few] Popraw { $count } rzeczy
   *[other] Popraw { $count } rzeczy
}

pages-label = Strony listy
pages-previous = Poprzednie
pages-next = Następne
pages-where = { $from }–{ $to } z { $total }

flow-step = Krok { $now } z { $of }
flow-guidelines = Wytyczne
flow-choose = Wybór zdjęcia
flow-crop = Kadr
flow-send = Sprawdź i wyślij

card-name = Imię (imiona) i nazwisko
card-born = Data urodzenia
card-school = Nazwa i adres szkoły

## Dates
month-1 = stycznia
month-2 = lutego
month-3 = marca
month-4 = kwietnia
month-5 = maja
month-6 = czerwca
month-7 = lipca
month-8 = sierpnia
month-9 = września
month-10 = października
month-11 = listopada
month-12 = grudnia
date-day = { $day } { $month } { $year }

## Refusals: what happened, what to do
refusal-no-key = Nie można było zapisać
refusal-no-key-do = Formularz przyszedł bez klucza, który chroni przed podwójnym zapisem. Wróć do strony, odśwież ją i wyślij formularz jeszcze raz.
refusal-not-found = Nie ma takiej strony
refusal-not-found-do = Adres jest niepełny albo rzecz, do której prowadził, nie jest dla tego konta. Zacznij od strony głównej.
refusal-method = Tego adresu nie można otworzyć
refusal-method-do = Pod tym adresem przyjmujemy tylko formularze z naszych stron. Zacznij od strony głównej.
refusal-too-large = Plik jest za duży
refusal-too-large-do = Przyjmujemy pliki do 25 MB. Nic nie zostało zapisane. Wróć i wybierz mniejszy plik.
refusal-cross-site = To polecenie nie przyszło z naszej strony
refusal-cross-site-do = Dla bezpieczeństwa go nie wykonaliśmy. Otwórz stronę z paska adresu i spróbuj jeszcze raz.
refusal-host = To nie jest adres tej szkoły
refusal-host-do = Serwer zna inny adres strony. Użyj odnośnika z listu albo ze strony szkoły.
refusal-bad-request = Nie rozumiemy tego żądania
refusal-bad-request-do = Nic nie zostało zmienione. Wróć, odśwież stronę i spróbuj jeszcze raz.
refusal-broken = Coś się u nas zepsuło
refusal-broken-do = Tej czynności nie wykonaliśmy, a wszystko, co było zapisane wcześniej, jest bezpieczne. Spróbuj za chwilę. Jeśli to się powtórzy, napisz do sekretariatu.
refusal-signed-out = Zaloguj się
refusal-signed-out-do = Ta strona jest dla zalogowanych.
refusal-forbidden = To nie jest w zakresie tego konta
refusal-forbidden-do = Twoja rola na to nie pozwala. Uprawnienia nadaje administrator szkoły.
refusal-done = To już zrobiono
refusal-done-do = To samo polecenie wykonaliśmy przy poprzedniej próbie; nie zrobiliśmy tego drugi raz.
refusal-conflict = W międzyczasie coś się zmieniło
refusal-invalid = Popraw zaznaczone pola
refusal-photo = Tego zdjęcia nie możemy przyjąć
refusal-too-many = Za dużo prób
refusal-too-many-do = Następna próba będzie możliwa o { $time }. Konto nie jest zablokowane.
refusal-busy = Jest teraz tłoczno
refusal-busy-do = Nic nie zginęło. Spróbuj jeszcze raz za kilka sekund.

## Refusals as programs read them
api-no-key = Brakuje nagłówka Idempotency-Key
api-no-key-do = Każda zmiana potrzebuje w tym nagłówku świeżego UUID, a powtórzone żądanie tego samego co za pierwszym razem.
api-bad-key = Nagłówek Idempotency-Key jest nieczytelny
api-bad-key-do = Klucz musi być zapisem UUID, na przykład 3f0c8a52-6f0e-4f4f-9d55-1f2d3c4b5a69.
api-key-reused = Ten klucz należy do innego żądania
api-key-reused-do = Z tym kluczem wykonano już żądanie o innym adresie albo innej treści. Tego nie wykonano. Do nowej zmiany użyj nowego klucza.
api-reads-only = Zakres tokenu nie obejmuje zmian
api-reads-only-do = Ten token (scope: read) pozwala tylko czytać. Token z zakresem obejmującym zmiany tworzy administrator szkoły.
api-not-found = Niczego tu nie ma
api-not-found-do = Pod tym adresem nie ma niczego, co należałoby do szkoły tego tokenu. Adresy opisuje /api/openapi.json.
api-method = Ten adres nie zna tej metody HTTP
api-method-do = Metody, które przyjmuje, wymienia nagłówek Allow.
api-too-large = Treść żądania jest za duża
api-too-large-do = Nic nie zostało zmienione. Podziel żądanie na mniejsze.
api-media-type = Treść żądania jest innego rodzaju niż tu potrzeba
api-media-type-do = Wyślij ją tak, jak opisuje to dokument OpenAPI dla tego adresu, z odpowiednim nagłówkiem Content-Type.
api-bad-request = Żądanie jest nieczytelne
api-bad-request-do = Adres, nagłówki albo treść nie zgadzają się z opisem w /api/openapi.json. Nic nie zostało zmienione.
api-broken-do = Tego żądania nie wykonano. Powtórz je za chwilę z tym samym kluczem, a jeśli to nie pomoże, powiadom administratora szkoły.
api-signed-out = Potrzebny jest ważny token
api-signed-out-do = Wyślij nagłówek Authorization: Bearer z tokenem, który nie wygasł i nie został unieważniony.
api-forbidden = Rola tokenu na to nie pozwala
api-forbidden-do = Token z inną rolą tworzy administrator szkoły.
api-conflict-do = Ta rzecz jest już na innym etapie albo ma nowszą wersję. Odczytaj ją jeszcze raz i zdecyduj na nowo.
api-invalid = Tych danych nie można przyjąć
api-invalid-do = Nic nie zostało zmienione. Każde pole do poprawy i jego powód wymienia „errors”.
api-field-missing = Tego pola brakuje.
api-field-unknown = Takiego pola nie ma w opisie API.
api-field-type = Wartość jest innego typu niż w opisie API.

## Conflicts
conflict-approved = { $by } zaakceptował(a) to zdjęcie { $time }. Twoja decyzja nie została zapisana.
conflict-rejected = { $by } odrzucił(a) to zdjęcie { $time }. Twoja decyzja nie została zapisana.
conflict-photo = To zdjęcie jest już na innym etapie, więc nie można tego teraz zrobić. Odśwież stronę, żeby zobaczyć, co się z nim dzieje.
conflict-card = Ta legitymacja jest już na innym etapie, więc nie można tego teraz zrobić. Odśwież stronę.
conflict-changed = Ktoś zmienił to samo, zanim zapisano Twoją zmianę. Odśwież stronę, sprawdź i zapisz jeszcze raz.
conflict-newer-draft-heading = Jest już nowsze zdjęcie
conflict-newer-draft = Po tym zdjęciu wybrano nowsze, jeszcze niewysłane, i zajęło ono jego miejsce. Tego już nie ma.
conflict-newer-draft-do = Przejdź do nowszego zdjęcia
conflict-no-blanks-heading = Brakuje blankietów
conflict-has-left = Ten uczeń nie jest już w tej szkole, więc nie można tego zrobić. Jeśli wrócił, szkoła najpierw przyjmuje go z powrotem.
conflict-pupil = Dane tego ucznia są już inne, więc nie można tego zrobić. Odśwież stronę i sprawdź.
conflict-no-blanks = Blankietów jest za mało: potrzeba { $needed }, na stanie jest { $stock }. Przyjmij dostawę w „Blankiety” albo wybierz mniej uczniów.
conflict-no-holograms-heading = Brakuje hologramów
conflict-no-holograms = Nie ma hologramów na rok { $year }. Przyjmij dostawę w „Blankiety”, potem wydaj legitymację.
conflict-nobody-ready-heading = Nie ma kogo wydrukować
conflict-nobody-ready = Nikt z wybranych nie jest gotowy do druku. Sprawdź powody na liście.
conflict-does-not-fit-heading = Dane nie mieszczą się na legitymacji
conflict-does-not-fit = Dane na karcie ({ $pupil }) nie mieszczą się w polu „{ $field }” albo zawierają znak, którego nie ma w kroju pisma. Sprawdź pisownię.
conflict-no-head-heading = W danych szkoły brakuje dyrektora
conflict-no-head = Na dzień wydania szkoła nie ma wpisanego dyrektora. Uzupełnij go w danych szkoły.
conflict-set-up-closed = Ta instalacja jest już założona albo odnośnik wygasł. Nowy odnośnik pojawi się po ponownym uruchomieniu programu.
conflict-link-closed-heading = Ten odnośnik już nie działa
conflict-link-closed = Ten odnośnik został już użyty, zastąpiony nowszym albo wygasł. Poproś szkołę o nowe zaproszenie.
conflict-another-name-heading = Ten adres należy do kogoś innego
conflict-another-name = Ten adres należy już do konta na inne imię i nazwisko.
conflict-another-name-known = Ten adres należy już do konta na inne imię i nazwisko: { $name }.

## Problems of fields
problem-required = Wypełnij to pole.
problem-too-long = To za długi tekst. Skróć go.
problem-name = Użyj tylko liter, spacji, łącznika i apostrofu.
problem-email = Podaj adres e-mail w formacie nazwa@przyklad.pl.
problem-pesel-length = PESEL ma 11 cyfr. Sprawdź, czy żadnej nie brakuje.
problem-pesel-checksum = W numerze PESEL jest pomyłka: nie zgadza się cyfra kontrolna. Sprawdź cyfry.
problem-pesel-date = W numerze PESEL nie ma poprawnej daty urodzenia. Sprawdź cyfry.
problem-birth-mismatch = Data urodzenia nie zgadza się z numerem PESEL. Popraw jedno z nich.
problem-pesel-taken = Uczeń z tym numerem PESEL jest już na liście tej szkoły.
problem-identity-missing = Podaj PESEL albo nazwę i numer innego dokumentu tożsamości.
problem-identity-twice = Podaj PESEL albo inny dokument, nie oba naraz.
problem-date = Podaj datę, na przykład 2015-06-05.
problem-date-range = Ta data nie jest możliwa: jest za wczesna albo w przyszłości. Sprawdź dzień, miesiąc i rok.
problem-date-of-issue = Data wydania może być od { $from } do { $until }. Zmień datę.
problem-not-offered = Wybierz jedną z podanych możliwości.
problem-taken = Taki wpis już jest.
problem-not-their-own = Tego adresu używa już ktoś inny. Uczeń potrzebuje własnego adresu e-mail.
problem-of-a-pupil = Tego adresu nie można tu użyć. Rodzic, opiekun i pracownik potrzebują adresu innego niż adres ucznia.
problem-unconfirmed = Sprawdź adres. Jeśli jest właściwy, wyślij zaproszenie jeszcze raz z „confirmed”: true.
problem-marking = Oznaczenie blankietu to dwie wielkie litery i siedem cyfr, na przykład AB0000001.
problem-number = Podaj liczbę całkowitą od { $least } do { $most }, na przykład { $example }.
problem-password-short = Hasło jest za krótkie: rodzina potrzebuje co najmniej 15 znaków, pracownik 12. Najłatwiej zapamiętać kilka słów.
problem-password-weak = To hasło łatwo odgadnąć. Wybierz inne, na przykład cztery przypadkowe słowa.
problem-password-mismatch = Hasła się różnią. Wpisz dwa razy to samo.
problem-password-same = Nowe hasło jest takie samo jak dotychczasowe. Wybierz inne.
problem-credentials = Login albo hasło się nie zgadza. Sprawdź oba i spróbuj jeszcze raz.
problem-password-wrong = To nie jest hasło tego konta. Sprawdź je i wpisz jeszcze raz.
problem-code = Ten kod się nie zgadza albo był już użyty. Poczekaj na następny i wpisz go.
problem-not-ticked = Zaznacz oświadczenie, aby przejść dalej.
problem-note = Napisz własnymi słowami, co poprawić (bez odnośników).
problem-rspo = Numer RSPO ma od jednej do sześciu cyfr.

## Pictures that cannot be taken
photo-empty = Plik jest pusty. Wybierz zdjęcie jeszcze raz.
photo-too-many-bytes = Plik ma { $size } MB. Limit to 25 MB.
photo-too-many-pixels = Zdjęcie ma { $width } × { $height } punktów. To więcej, niż możemy przyjąć (60 milionów punktów, 12 000 na bok). Wyślij mniejsze.
photo-too-small = Zdjęcie ma { $width } × { $height } px, potrzeba co najmniej 354 × 496. Nie powiększaj go – zrób nowe albo wyślij oryginał z aparatu.
photo-crop-too-small = Wybrany kadr ma { $width } × { $height } px, potrzeba co najmniej 354 × 496. Oddal kadr albo wybierz większe zdjęcie.
photo-animated = Ten plik to animacja. Wybierz zwykłe zdjęcie JPG, PNG, WebP lub HEIC.
photo-damaged = Nie udało się odczytać zdjęcia – plik jest uszkodzony lub niepełny. Wybierz inne albo zapisz je jeszcze raz.
photo-heic = Tego zdjęcia HEIC z iPhone'a nie umiemy odczytać. W iPhonie wybierz Ustawienia › Aparat › Formaty › Najbardziej zgodny i zrób zdjęcie jeszcze raz, albo wyślij zrzut ekranu w JPG.
photo-kind = Ten plik to { $kind }. Wybierz zdjęcie JPG, PNG, WebP lub HEIC.
photo-kind-other = To nie jest zdjęcie, które umiemy odczytać. Wybierz plik JPG, PNG, WebP lub HEIC.

## Navigation
nav-home = Start
nav-messages = Wiadomości
nav-account = Konto
nav-desk = Pulpit
nav-my-class = Moja klasa
nav-photos = Zdjęcia
nav-pupils = Uczniowie
nav-print = Druk
nav-register = Ewidencja
nav-stock = Blankiety
nav-staff = Pracownicy
nav-school = Szkoła
nav-tokens = Dostęp programów
nav-audit = Dziennik
app-description = Zdjęcia do legitymacji szkolnych

## Errors and offline
refusal-status = Kod odpowiedzi: { $status }
refusal-home = Strona główna
offline-title = Brak połączenia
offline-text = Nie mamy teraz połączenia z serwerem szkoły. To, co już wysłano, jest bezpieczne. Spróbuj, gdy internet wróci.

## Signing in
sign-in-title = Zaloguj się
sign-in-login = E-mail lub login
sign-in-password = Hasło
sign-in-do = Zaloguj się
sign-in-help = Nie masz konta? Zaproszenie wysyła szkoła na adres podany w sekretariacie.
sign-in-kept = Sesja wygasła, ale to, co wpisano, nie przepadło. Zaloguj się, a formularz będzie na Ciebie czekał.
sign-in-file = Sesja wygasła, zanim plik dotarł. Zaloguj się, a wrócisz na tę samą stronę. Plik trzeba wybrać jeszcze raz.
sign-in-demo = Konta pokazowe
sign-in-demo-text = To szkoła na pokaz. Zaloguj się jako kto chcesz. Kod drugiego składnika podaje aplikacja uwierzytelniająca z tajnego klucza.
sign-in-demo-code = Klucz drugiego składnika:
second-factor-title = Drugi składnik
second-factor-text = Otwórz aplikację uwierzytelniającą w telefonie i przepisz sześć cyfr.
second-factor-code = Sześć cyfr z aplikacji
second-factor-do = Dalej
second-factor-lost = Nie mam telefonu pod ręką
second-factor-recovery = Kod zapasowy
second-factor-recovery-hint = Szesnaście znaków z kartki; każdy kod działa raz. Nie masz kodów? Administrator szkoły usunie zgubiony drugi składnik.
step-up-title = Potwierdź, że to Ty
step-up-text = Do tego program prosi o drugi składnik, jeśli minęło ponad 5 minut. Przepisz sześć cyfr z aplikacji.
step-up-kept = To, co wpisano, czeka; wyślesz je w następnym kroku.
step-up-do = Potwierdź
enrolment-title = Ustaw drugi składnik
enrolment-text = W tym koncie widać dane dzieci, więc samo hasło nie wystarczy. To trwa minutę i robi się to raz.
enrolment-app = Zainstaluj w telefonie dowolną aplikację uwierzytelniającą (na przykład Aegis, FreeOTP lub Google Authenticator).
enrolment-scan = Zeskanuj nią ten kod.
enrolment-type = Nie da się zeskanować? Przepisz klucz:
enrolment-confirm = Wpisz sześć cyfr, które pokazuje aplikacja.
enrolment-do = Włącz drugi składnik
recovery-codes-title = Kody zapasowe
recovery-codes-text = Gdy nie masz telefonu, zamiast kodu z aplikacji wpisz jeden z tych kodów. Każdy działa raz.
recovery-codes-once = Ta strona pokazuje je tylko teraz. Wydrukuj ją albo przepisz kody i schowaj je tam, gdzie nikt inny nie zajrzy, nie przy komputerze.
recovery-codes-next = Kody są zapisane, dalej
recovery-codes-left = Kody, których można jeszcze użyć: { $count }. Nowe kody unieważniają stare.
recovery-codes-password = Potwierdź hasłem, że to Ty.
recovery-codes-make = Zrób nowe kody
resume-title = Formularz czeka
resume-text = Sesja skończyła się w trakcie wypełniania. Wszystko, co wpisano, jest zachowane; naciśnij, żeby to zapisać.
resume-do = Zapisz teraz
resume-not = Nie zapisuj

## Invitation, account
invitation-title = Zaproszenie
invitation-hello = Dzień dobry, { $name }
invitation-from = Zaprasza Cię: { $school }.
invitation-roles = Rola, w której będziesz tam pracować:
invitation-pupils = Zobaczysz i wyślesz zdjęcie do legitymacji tych uczniów:
invitation-login = Twój login to { $email }.
invitation-known = Masz już u nas hasło. Wpisz je, żeby przyjąć zaproszenie.
invitation-do = Przyjmij zaproszenie
invitation-not-me = To nie do mnie
invitation-not-mine = To nie moje dziecko
invitation-decline-text = Jeśli ten list trafił do niewłaściwej osoby, odrzuć zaproszenie. Odnośnik przestanie działać, a szkoła zobaczy odmowę i poprawi adres.
invitation-decline-do = Odrzuć zaproszenie
invitation-declined = Zaproszenie odrzucone
invitation-declined-text = { $school } zobaczy odmowę. Nie trzeba robić nic więcej.
invitation-declined-next = Jeśli to pomyłka, poproś szkołę o nowe zaproszenie.
password-new = Nowe hasło
password-old = Dotychczasowe hasło
password-again = To samo jeszcze raz
password-hint = Co najmniej 15 znaków (pracownik szkoły: 12). Najłatwiej zapamiętać kilka przypadkowych słów.
password-hint-staff = Co najmniej 12 znaków. Potem ustawisz drugi składnik.
account-changed = Zapisano.
account-devices = Urządzenia, na których jesteś zalogowany(-a)
device-browser = Przeglądarka
device-android = { $browser } na Androidzie
device-iphone = { $browser } na iPhonie
device-ipad = { $browser } na iPadzie
device-windows = { $browser } na Windows
device-mac = { $browser } na Macu
device-chromebook = { $browser } na Chromebooku
device-linux = { $browser } na Linuksie
account-seen = Ostatnio: { $time }
account-this = to urządzenie
account-end-others = Wyloguj pozostałe urządzenia
account-password = Zmiana hasła
account-password-do = Zmień hasło
mailbox-text = W tym pokazie listy nie wychodzą na zewnątrz. Tu leżą te, które zostałyby wysłane.
mailbox-empty = Nie ma jeszcze listów
mailbox-empty-text = List pojawi się po zaproszeniu albo po decyzji o zdjęciu.
mailbox-to = Do: { $to }

## Set-up
setup-title = Załóż szkołę
setup-text = Ten odnośnik działa raz. Podaj szkołę, jej dyrektora i administratora; resztę uzupełnisz później.
setup-school = Szkoła
setup-kind = Rodzaj szkoły
setup-name = Pełna nazwa
setup-name-hint = Tak jak w statucie; tak będzie na legitymacji.
setup-address = Adres
setup-address-hint = Na przykład: ul. Lipowa 5, 00-123 Warszawa
setup-rspo = Numer RSPO
setup-rspo-hint = Nieobowiązkowy; można dopisać później.
setup-head = Dyrektor szkoły
setup-head-since = Dyrektor od dnia
setup-head-since-hint = Na legitymacji stoi dyrektor z dnia jej wydania.
setup-administrator = Administrator
setup-do = Załóż szkołę
setup-done-title = Szkoła jest założona
setup-done-text = To jest klucz odzyskiwania. Tylko on otwiera kopie zapasowe. Wydrukuj go i schowaj w sejfie.
setup-done-once = Pokazujemy go tylko teraz i nigdzie go nie zapisujemy.
setup-done-sheet = Pobierz kartkę z kluczem (PDF)
setup-done-next = Mam klucz – ustaw drugi składnik
given-names = Imię (imiona)
surname = Nazwisko
email = E-mail
school-kind-primary = Szkoła podstawowa
school-kind-primary-adults = Szkoła podstawowa dla dorosłych
school-kind-secondary = Liceum ogólnokształcące
school-kind-secondary-adults = Liceum ogólnokształcące dla dorosłych
school-kind-technical = Technikum
school-kind-vocational-first = Branżowa szkoła I stopnia
school-kind-vocational-second = Branżowa szkoła II stopnia
school-kind-post-secondary = Szkoła policealna
school-kind-work-preparing = Szkoła specjalna przysposabiająca do pracy
school-kind-preschool = Przedszkole
school-kind-abroad = Szkoła polska za granicą
school-kind-artistic = Szkoła artystyczna
school-kind-artistic-post-secondary = Policealna szkoła artystyczna

## Start
start-title = Zdjęcie dziecka trafia tylko do szkoły.
start-text = Wyślij zdjęcie do legitymacji z telefonu. Kadr i rozmiar poprawimy za Ciebie, a sekretariat je sprawdzi.
start-who = Zdjęcie widzą: rodzina, sekretariat i dyrektor. Nikt więcej.
start-human = Nie rozpoznajemy twarzy. O zdjęciu decyduje człowiek.

## The family: statuses, reasons, advice, the card
fam-class = klasa { $class }
fam-next = Przejdź dalej
fam-back = Wróć
fam-add = Dodaj zdjęcie do legitymacji
fam-add-again = Dodaj nowe zdjęcie
fam-change = Zmień zdjęcie
fam-view-only = Na tym koncie możesz oglądać zdjęcie. Wysyła je uczeń albo opiekun, który ma do tego prawo.
fam-note = Sekretariat dopisał:
fam-photo-alt = Zdjęcie: { $name }
fam-photo-rejected-alt = Odrzucone zdjęcie: { $name }
fam-shown-none = Brak zdjęcia
fam-shown-draft = Niewysłane (wersja robocza)
fam-shown-waiting = Oczekuje na akceptację
fam-shown-approved = Zaakceptowane
fam-shown-rejected = Odrzucone
fam-shown-change-requested = Prośba o zmianę
fam-shown-removal-requested = Prośba o usunięcie
fam-shown-removed = Usunięte
fam-reason-background = Tło nie jest jednolite i jasne
fam-reason-head-size = Twarz jest za mała albo za duża
fam-reason-blurred = Zdjęcie jest nieostre
fam-reason-dark-or-shadow = Zdjęcie jest za ciemne albo na twarzy jest cień
fam-reason-turned = Głowa jest obrócona albo przechylona
fam-reason-eyes = Oczy są zamknięte, zasłonięte albo w okularach jest odblask
fam-reason-headgear = Na zdjęciu jest nakrycie głowy albo ciemne okulary
fam-reason-wrong-person = Na zdjęciu jest inna osoba albo kilka osób
fam-reason-old-or-filtered = Zdjęcie jest nieaktualne, czarno-białe albo z filtrem
fam-reason-other = Sekretariat prosi o inne zdjęcie
fam-fix-background = Stańcie przy gładkiej, jasnej ścianie, około pół metra od niej, i zróbcie zdjęcie jeszcze raz.
fam-fix-head-size = Zrób zdjęcie z około 1,5 m i ustaw kadr tak, żeby twarz wypełniała owal: od czubka głowy do barków.
fam-fix-blurred = Zrób zdjęcie przy oknie, trzymaj telefon nieruchomo i poczekaj, aż aparat złapie ostrość.
fam-fix-dark-or-shadow = Stań przodem do okna, w dzień, bez lampy z boku. Wtedy cała twarz jest jasna.
fam-fix-turned = Spójrz prosto w obiektyw, głowę trzymaj prosto, aparat na wysokości oczu.
fam-fix-eyes = Oczy mają być otwarte, włosy odsunięte z czoła. Przy odblasku obróć się trochę od lampy albo zdejmij okulary.
fam-fix-headgear = Zdejmij czapkę, kaptur i ciemne okulary. Jeśli nosisz je z powodów religijnych lub zdrowotnych, napisz do sekretariatu.
fam-fix-wrong-person = Wyślij zdjęcie, na którym jest tylko ten uczeń.
fam-fix-old-or-filtered = Zrób nowe, kolorowe zdjęcie, bez filtrów i upiększania. Powinno mieć najwyżej 6 miesięcy.
fam-fix-other = Przeczytaj, co napisał sekretariat, i dodaj nowe zdjęcie.
fam-advice-resolution-least = W tym kadrze jest za mało punktów na druk. Oddal kadr albo wyślij oryginał z aparatu, nie z komunikatora.
fam-advice-resolution = Kadr ma mało punktów, więc druk może być mniej ostry. Jeśli możesz, wyślij oryginał z aparatu.
fam-advice-no-face = Nie znaleźliśmy twarzy. Ustaw kadr samodzielnie albo wybierz inne zdjęcie.
fam-advice-faces = Na zdjęciu widać chyba więcej niż jedną osobę. Powinien być na nim tylko ten uczeń.
fam-advice-head-cut = Głowa dotyka brzegu kadru. Oddal kadr albo odsuń aparat i zostaw miejsce nad głową.
fam-advice-head-small = Twarz jest w kadrze dość mała. Przybliż, aż wypełni owal.
fam-advice-head-large = Twarz jest w kadrze dość duża. Oddal, aż zmieści się w owalu.
fam-advice-centre = Twarz jest z boku kadru. Przesuń ją na środek.
fam-advice-eye-line = Oczy są za wysoko albo za nisko. Przesuń kadr w górę albo w dół.
fam-advice-tilt = Głowa wygląda na przechyloną. Jeśli tak jest, wyprostuj kadr przyciskami obrotu.
fam-advice-sharpness = Zdjęcie wygląda na nieostre. Najlepiej zrobić je jeszcze raz przy oknie i poczekać, aż aparat złapie ostrość.
fam-advice-darkness = Twarz jest dość ciemna. Jeśli możesz, stań przodem do okna.
fam-advice-overexposure = Twarz jest prześwietlona. Wyłącz lampę błyskową albo odsuń się od światła.
fam-advice-glare = W okularach lub na skórze widać odblask. Obróć się trochę od lampy albo zdejmij okulary.
fam-advice-side-light = Jedna strona twarzy jest ciemniejsza. Jeśli możesz, stań przodem do okna.
fam-advice-greyscale = Zdjęcie wygląda na czarno-białe, a musi być kolorowe.
fam-advice-colour-cast = Kolory wyglądają na zmienione. Wyłącz filtr i kolorową lampę.
fam-advice-background-dark = Tło jest ciemne. Najlepsza jest gładka, jasna ściana.
fam-advice-background-colour = Tło jest kolorowe. Najlepsza jest biała lub jasnoszara ściana.
fam-advice-background-uneven = Za głową widać wzór albo cień. Stań pół metra od jasnej, gładkiej ściany.
fam-advice-compression = Plik jest mocno skompresowany. Jeśli masz oryginał z aparatu, wyślij oryginał.
fam-advice-same-file = Ten sam plik przysłano już dla innego ucznia. Sprawdź, czy to właściwe zdjęcie.
fam-praise-sharp = Ostre i w dobrej rozdzielczości.
fam-praise-light = Twarz jest dobrze oświetlona.
fam-card = Legitymacja
fam-card-valid = Legitymacja ważna
fam-card-valid-until = Legitymacja nr { $number } jest ważna do { $date }.
fam-card-number = Legitymacja nr { $number } jest u ucznia.
fam-card-expired = Ważność minęła
fam-card-expired-do = Legitymacja nr { $number } była ważna do { $date }. Przynieś ją do sekretariatu po nowy hologram.
fam-card-not-issued = Jeszcze nieodebrana
fam-card-not-issued-do = Legitymacja nr { $number } jest drukowana albo czeka w sekretariacie. Gdy będzie do odbioru, dostaniesz wiadomość.
fam-card-invalid = Legitymacja nieważna
fam-card-invalid-do = Legitymacja nr { $number } została unieważniona. O nową zapytaj w sekretariacie.
fam-card-made = Legitymacja jest już przygotowana z dotychczasowym zdjęciem. Nowe zdjęcie będzie użyte przy następnym wydaniu lub duplikacie.

## The family's first page
home-hello = Dzień dobry
home-weekday-1 = Poniedziałek
home-weekday-2 = Wtorek
home-weekday-3 = Środa
home-weekday-4 = Czwartek
home-weekday-5 = Piątek
home-weekday-6 = Sobota
home-weekday-7 = Niedziela
home-empty = Nie widać tu jeszcze żadnego ucznia
home-empty-text = Ucznia łączy z kontem szkoła. Jeśli zaproszenie już przyszło, otwórz odnośnik z listu; jeśli nie, zapytaj w sekretariacie.
home-empty-do = Sprawdź swoje konto
home-none = Szkoła czeka na zdjęcie do legitymacji. Wystarczą telefon, jasna ściana i kilka minut.
home-draft = Masz niewysłane zdjęcie. Szkoła zobaczy je dopiero po wysłaniu.
home-send = Sprawdź i wyślij zdjęcie
home-waiting = Wysłane { $date }. Sekretariat je obejrzy, a o decyzji napiszemy tutaj i e-mailem.
home-approved = Zaakceptowane { $date }. Teraz szkoła przygotuje legitymację i da znać, gdy będzie do odbioru.
home-approved-card = Zdjęcie zaakceptowane { $date }.
home-rejected = Zdjęcie odrzucone { $date }. Nowe możesz wysłać od razu.
home-change-requested = Prośba o zmianę wysłana { $date }. Dotychczasowe zdjęcie obowiązuje, dopóki szkoła nie przyjmie nowego.
home-removal-requested = Prośba o usunięcie zdjęcia czeka na decyzję szkoły.
home-removed = Zdjęcie zostało usunięte. Bez zdjęcia szkoła nie wydrukuje legitymacji.
home-left = Od { $date } nie jest już uczniem tej szkoły. Historię zdjęcia i legitymacji możesz dalej oglądać.
home-what-to-fix = Co poprawić?
home-details = Zobacz szczegóły
home-news = Ostatnio
home-all-messages = Wszystkie wiadomości

## The photo: guidelines and examples
guide-title = Zdjęcie do legitymacji
guide-lead = Sześć zasad. Resztą – kadrem i kompresją – zajmiemy się sami.
guide-distance = Zdjęcie robi druga osoba
guide-distance-how = Z około 1,5 m, tylnym aparatem. Nie selfie.
guide-face = Twarz na wprost, 70–80 % kadru
guide-face-how = Od czubka głowy do barków.
guide-background = Jednolite, jasne tło
guide-background-how = Bez cieni, mebli i wzorów.
guide-eyes = Oczy otwarte, usta zamknięte
guide-eyes-how = Włosy nie zasłaniają oczu.
guide-headgear = Bez nakrycia głowy i ciemnych okularów
guide-headgear-how = Religia lub zdrowie? Napisz do sekretariatu – to dozwolony wyjątek.
guide-recent = Aktualne i kolorowe
guide-recent-how = Zrobione w ostatnich 6 miesiącach.
guide-examples = Przykłady
guide-good = Prawidłowe
guide-good-light = Jasne tło, twarz na wprost
guide-good-scarf = Chusta z powodów religijnych
guide-good-glasses = Okulary bez odblasku
guide-bad = Nieprawidłowe
guide-bad-background = Tło niejednolite
guide-bad-far = Twarz za mała
guide-bad-near = Twarz za duża
guide-bad-blurred = Nieostre
guide-bad-dark = Za ciemne, cień na twarzy
guide-bad-tilted = Głowa przechylona
guide-bad-eyes = Oczy zamknięte
guide-bad-headgear = Czapka i ciemne okulary
guide-declaration-translated = Oświadczenie jest zapisywane po polsku, w tym brzmieniu.
guide-source = Na podstawie wytycznych gov.pl do zdjęć w dokumentach. Oświadczenie zapisujemy przy zdjęciu.
guide-to-declaration = Przejdź do oświadczenia

## The photo: choosing
choose-title = Wybierz zdjęcie
choose-none = Wybierz zdjęcie.
choose-too-big = Plik ma { $size } MB. Limit to { $limit } MB.
choose-chosen = Zdjęcie jest na razie tylko na tym urządzeniu. Jeśli jest dobre, naciśnij „Prześlij”, a jeśli nie, wybierz inne.
choose-sending = Wysyłamy zdjęcie
choose-retrying = Połączenie się przerwało. Próbujemy jeszcze raz.
choose-failed = Nie udało się wysłać zdjęcia. Sprawdź połączenie i naciśnij „Prześlij”.
choose-sent = Zdjęcie dotarło. Otwieramy kadrowanie.
choose-drop = Przeciągnij i upuść plik tutaj lub
choose-file = Wybierz z dysku
choose-file-phone = Wybierz z galerii
choose-camera = Zrób zdjęcie
choose-paste = Możesz też wkleić zdjęcie:
choose-hint = JPG, PNG, WebP lub HEIC, do 25 MB, co najmniej 354 × 496 px, najlepiej od 492 × 633 px. Duże zdjęcia zmniejszymy sami.
choose-do = Prześlij
choose-back = Wróć do wytycznych
choose-other-person = Niech zdjęcie zrobi druga osoba.
choose-other-person-why = Z półtora metra twarz wychodzi naturalnie. Selfie ją zniekształca.

## The photo: the frame
crop-title = Ustaw kadr
crop-said = Powiększenie { $zoom } %, obrót { $angle }°
crop-show = Pokaż kadr
crop-stage = Zdjęcie w kadrze 35 × 45 mm
crop-frame = Wielkość i obrót
crop-zoom-in = Przybliż
crop-zoom-out = Oddal
crop-turn-left = Obróć w lewo 1°
crop-turn-right = Obróć w prawo 1°
crop-quarter = Obróć o 90°
crop-move = Przesunięcie
crop-left = Przesuń w lewo
crop-right = Przesuń w prawo
crop-up = Przesuń w górę
crop-down = Przesuń w dół
crop-result = Tak będzie na karcie
crop-result-proposed = 19 × 26 mm. Kadr ustawiliśmy sami, możesz go poprawić.
crop-result-saved = 19 × 26 mm. To kadr, który jest zapisany; możesz go jeszcze poprawić.
crop-hints = Wskazówki
crop-hints-what = To tylko podpowiedzi programu. O zdjęciu decyduje człowiek w sekretariacie.
look-running = Sprawdzamy zdjęcie na tym urządzeniu
look-picture = Wybrane zdjęcie
look-good = Program nie ma uwag do tego zdjęcia.
crop-numbers = Liczby
crop-cx = Środek, poziomo (px)
crop-cy = Środek, pionowo (px)
crop-w = Szerokość kadru (px)
crop-angle = Obrót (stopnie)
crop-save = Zapisz zdjęcie i przejdź dalej
crop-again = Wybierz inne zdjęcie

## The photo: the last look before sending
check-compare = Dotychczasowe i nowe
check-old = Dotychczasowe
check-old-what = Obowiązuje, dopóki szkoła nie przyjmie nowego.
check-old-alt = Dotychczasowe zdjęcie
check-new = Nowe
check-new-what = To zdjęcie wyślesz do sekretariatu.
check-new-alt = Nowe zdjęcie
check-preview = Podgląd, nie dokument. Tło i znak OVI są już na oficjalnym blankiecie – szkoła drukuje tylko zdjęcie i dane.
check-no-preview = Podglądu karty nie da się teraz pokazać, bo dane ucznia wymagają poprawki po stronie szkoły. Zdjęcie możesz wysłać mimo to.
check-name = Imię i nazwisko
check-class = Klasa
check-school = Szkoła
check-data = Dane podała szkoła. Jeśli jest w nich błąd, zgłoś go w sekretariacie.
check-not-sent = Zdjęcie nie jest jeszcze wysłane.
check-kept = Zapisaliśmy wersję roboczą na Twoim koncie.
check-replaces = Nowe zdjęcie zastąpi to, które teraz czeka na akceptację.
check-change = Dotychczasowe zdjęcie pozostaje ważne, dopóki szkoła nie zaakceptuje nowego.
check-send = Wyślij do sekretariatu
check-send-change = Wyślij prośbę o zmianę
check-crop = Popraw kadr

## The photo: where it stands
way-home = Wszyscy uczniowie
way-none = Nie ma jeszcze zdjęcia
way-none-next = Szkoła czeka na zdjęcie do legitymacji. Wystarczą telefon, jasna ściana i kilka minut.
way-draft = Zdjęcie nie jest jeszcze wysłane
way-draft-next = Wersja robocza czeka na Twoim koncie. Szkoła zobaczy ją dopiero po wysłaniu.
way-waiting = Zdjęcie czeka na decyzję szkoły
way-waiting-next = Zdjęcie dotarło do sekretariatu. Nie musisz nic robić: o decyzji napiszemy tutaj i e-mailem.
way-approved = Zdjęcie jest zaakceptowane
way-approved-next = Teraz szkoła przygotuje legitymację. Gdy będzie do odbioru, napiszemy tutaj i e-mailem.
way-prepared-next = Legitymacja jest przygotowana do druku. Gdy będzie do odbioru, napiszemy tutaj i e-mailem.
way-printed-next = Legitymacja jest wydrukowana i czeka w sekretariacie.
way-issued-next = Jest na legitymacji, którą wydała szkoła.
way-change = Prośba o zmianę czeka na decyzję szkoły
way-change-next = Sekretariat porówna oba zdjęcia. Dotychczasowe obowiązuje, dopóki szkoła nie przyjmie nowego; o decyzji napiszemy.
way-removal = Prośba o usunięcie czeka na decyzję szkoły
way-removal-next = Bez zdjęcia szkoła nie wydrukuje następnej legitymacji. O decyzji napiszemy.
way-removed = Zdjęcie zostało usunięte
way-removed-next = Bez zdjęcia szkoła nie wydrukuje legitymacji. Nowe możesz dodać w każdej chwili.
way-left = Poza szkołą od { $date }
way-left-next = To już nie jest uczeń tej szkoły, więc nowego zdjęcia nie trzeba. Co było, możesz dalej oglądać.
way-drop-draft = Usuń wersję roboczą
way-withdraw = Wycofaj zdjęcie
way-withdraw-change = Wycofaj prośbę
way-rejected-photo = Wysłane zdjęcie
way-rejected-alt = Odrzucone zdjęcie
way-sent-on = Wysłane { $date }
way-example = Tak będzie dobrze
way-example-alt = Rysunek: prawidłowe zdjęcie na jasnym tle
way-example-what = Twarz na wprost, gładka, jasna ściana, pół metra za plecami.
way-title = Co się działo i co dalej
way-to-come = jeszcze przed nami
way-step-sent = Wysłane do sekretariatu
way-step-approved = Zaakceptowane
way-step-rejected = Odrzucone: { $reason }
way-step-prepared = Legitymacja przygotowana do druku
way-step-printed = Legitymacja wydrukowana, do odbioru w sekretariacie
way-step-issued = Legitymacja odebrana
way-step-send = Wysłanie zdjęcia
way-step-new = Nowe zdjęcie
way-step-decision = Decyzja sekretariatu
way-step-print = Druk legitymacji
way-step-issue = Odbiór w sekretariacie

## Messages to the family
message-new = nowa
message-approved = { $name }: zdjęcie zaakceptowane
message-approved-text = Szkoła może teraz przygotować legitymację. Gdy będzie do odbioru, dostaniesz wiadomość.
message-rejected = { $name }: zdjęcie odrzucone
message-undone = { $name }: zdjęcie znów czeka na decyzję
message-undone-text = Szkoła cofnęła swoją decyzję i obejrzy zdjęcie jeszcze raz. Nie musisz nic robić.
message-printed = { $name }: legitymacja do odbioru
message-printed-text = Legitymacja jest wydrukowana i czeka w sekretariacie szkoły.
message-issued = { $name }: legitymacja odebrana
message-issued-text = Szkoła zapisała odbiór legitymacji. Jej ważność zobaczysz na stronie zdjęcia.
message-open = Zobacz
message-read = Oznacz jako przeczytaną
message-none = Nie ma jeszcze wiadomości
message-none-text = Napiszemy tutaj i e-mailem, gdy szkoła obejrzy zdjęcie albo legitymacja będzie do odbioru.
message-none-do = Przejdź na stronę główną

## The desk
desk-steps = Zacznijmy
desk-steps-text = Kilka kroków i rodziny mogą wysyłać zdjęcia. Każdy można dokończyć później.
desk-step-class = Dodaj klasę
desk-step-class-who = Klasy dodaje administrator szkoły.
desk-step-pupils = Dodaj uczniów
desk-step-pupils-who = Uczniów dodaje sekretariat albo administrator.
desk-step-families = Zaproś rodziny
desk-step-families-who = Rodziny zaprasza sekretariat albo administrator.
desk-step-blanks = Przyjmij blankiety na stan
desk-step-blanks-who = Blankiety przyjmuje sekretariat.
desk-step-done = gotowe
desk-next = Teraz
desk-next-waiting = { $count ->
    [one] zdjęcie czeka na Twoją decyzję.
    [few] zdjęcia czekają na Twoją decyzję.
   *[other] zdjęć czeka na Twoją decyzję.
}
desk-next-waiting-do = Przejrzyj zdjęcia
desk-next-changes = { $count ->
    [one] rodzina prosi o zmianę zdjęcia.
    [few] rodziny proszą o zmianę zdjęcia.
   *[other] rodzin prosi o zmianę zdjęcia.
}
desk-next-changes-do = Przejrzyj prośby
desk-next-ready = { $count ->
    [one] uczeń jest gotowy do druku legitymacji.
    [few] uczniów jest gotowych do druku legitymacji.
   *[other] uczniów jest gotowych do druku legitymacji.
}
desk-next-ready-do = Utwórz partię druku
desk-next-blanks = { $count ->
    [one] uczeń jest gotowy do druku, ale na stanie nie ma blankietów.
    [few] uczniów jest gotowych do druku, ale na stanie nie ma blankietów.
   *[other] uczniów jest gotowych do druku, ale na stanie nie ma blankietów.
}
desk-next-blanks-do = Przyjmij blankiety
desk-next-hand-out = { $count ->
    [one] legitymacja jest wydrukowana i czeka na odbiór.
    [few] legitymacje są wydrukowane i czekają na odbiór.
   *[other] legitymacji jest wydrukowanych i czeka na odbiór.
}
desk-next-hand-out-do = Wydaj legitymacje
desk-next-missing = { $count ->
    [one] uczeń nie ma jeszcze zdjęcia.
    [few] uczniów nie ma jeszcze zdjęcia.
   *[other] uczniów nie ma jeszcze zdjęcia.
}
desk-next-missing-do = Pokaż, kto nie ma zdjęcia
desk-all-done = Wszystko zrobione
desk-all-done-text = Nic nie czeka na Twoją decyzję. Nowe zdjęcia pojawią się tutaj.
desk-todo = Co czeka
desk-waiting = Zdjęcia czekają na akceptację
desk-changes = Prośby o zmianę
desk-ready = Gotowi do druku
desk-ready-hint = blankietów na stanie: { $blanks }
desk-to-hand-out = Legitymacje do wydania
desk-missing = Uczniowie bez zdjęcia
desk-stock = Druki ścisłego zarachowania
desk-stock-open = Pokaż księgę
desk-stock-empty = Na stanie nie ma jeszcze blankietów ani hologramów.
desk-blanks = Blankiety { $template }
desk-holograms = Hologramy { $year }
desk-in-stock = { $count } na stanie
desk-school = Szkoła
desk-pupils = { $count ->
    [one] uczeń
    [few] uczniów
   *[other] uczniów
}
desk-classes = { $count ->
    [one] klasa
    [few] klasy
   *[other] klas
}
desk-nothing = Na razie nic tu nie ma
desk-nothing-text = Na tym koncie nie ma jeszcze nic do zrobienia.
desk-no-photo-day = Nie zaplanowano zdjęć
desk-no-photo-day-text = Gdy szkoła wyznaczy dzień zdjęć, zobaczysz go tutaj.
my-class-text = Uczniowie i ich zdjęcia do legitymacji.
my-class-sent = Zdjęcia: { $sent } z { $all }
my-class-empty = Nie masz jeszcze klasy
my-class-empty-text = Klasę przydziela sekretariat.
my-class-nobody = W tej klasie nie ma jeszcze uczniów.

## Photos at school
photos-tabs = Rodzaje zdjęć
photos-tab-waiting = Oczekuje na akceptację
photos-tab-changes = Prośba o zmianę
photos-tab-rejected = Odrzucone
photos-tab-approved = Zaakceptowane
photos-tab-missing = Brak zdjęcia
photos-one-by-one = Przejrzyj po kolei
photos-class = Klasa
photos-class-all = Wszystkie klasy
photos-show = Pokaż
photos-in-class = { $count ->
    [one] { $count } uczeń
    [few] { $count } uczniów
   *[other] { $count } uczniów
}
photos-age = { $count ->
    [one] { $count } rok
    [few] { $count } lata
   *[other] { $count } lat
}
photos-empty-class = W tej klasie nic tu nie ma
photos-empty-class-text = Zobacz inną kartę albo wszystkie klasy.
photos-empty-class-do = Wszystkie klasy
photos-empty-missing = Każdy uczeń ma zdjęcie
photos-empty-missing-text = Nikogo nie trzeba już prosić.
photos-empty-first = Nie ma jeszcze zdjęć
photos-empty-first-text = Zdjęcia wysyłają rodziny. Zaproś je na stronie ucznia; pierwsze zdjęcie pojawi się tutaj.
photos-empty-first-do = Przejdź do uczniów
photos-empty-done = Wszystko sprawdzone
photos-empty-done-text = Żadne zdjęcie nie czeka na decyzję.
photos-empty-done-print = Utwórz partię druku (gotowych: { $count })
photos-empty-tab = Nic tu nie ma
photos-empty-tab-text = Żadne zdjęcie nie jest teraz w tym stanie.
photos-done-approved = Zdjęcie zaakceptowane: { $name }
photos-done-rejected = Zdjęcie odrzucone: { $name }
photos-undo = Cofnij
photos-undo-decision = Cofnij decyzję
photos-review = Przegląd zdjęć
photos-offline = Brak połączenia. Decyzja czeka na wysłanie; nie zamykaj tej karty.
photos-grid = Siatka
photos-place = { $at } z { $of }
photos-progress = Postęp: { $at } z { $of }
photos-keys = Skróty klawiszowe
photos-key-reason = Odrzuć z tym powodem
photos-key-own = Własny powód
photos-key-move = Poprzednie, następne
photos-approve = Zaakceptuj
photos-reject = Odrzuć…
photos-skip = Pomiń
photos-reason = Powód odrzucenia
photos-reason-background = Tło nie jest jednolite i jasne
photos-reason-head-size = Twarz za mała lub za duża w kadrze
photos-reason-blurred = Zdjęcie nieostre
photos-reason-dark-or-shadow = Za ciemne lub cień na twarzy
photos-reason-turned = Głowa odwrócona lub przechylona
photos-reason-eyes = Oczy zamknięte lub zasłonięte, odblask w okularach
photos-reason-headgear = Nakrycie głowy lub ciemne okulary
photos-reason-wrong-person = Nie ta osoba lub więcej osób
photos-reason-old-or-filtered = Nieaktualne, czarno-białe lub z filtrem
photos-reason-other = Odrzuć z własnym powodem
photos-note = Dopisek lub własny powód (zobaczy go rodzina)
photos-note-quoted = „{ $note }”
photos-strip = Następne zdjęcia
photos-stage = Zdjęcie do oceny
photos-alt = Zdjęcie: { $name }
photos-facts = Dane do zdjęcia
photos-sent-by = Od kogo
photos-sent-at = Kiedy
photos-declaration = Oświadczenie
photos-declared = złożone { $time }
photos-no-remarks = Automatyczne sprawdzenie nie ma uwag
photos-before = Dotychczasowe zdjęcie
photos-before-text = Zostaje, jeśli odrzucisz nowe.
photos-before-alt = Dotychczasowe zdjęcie: { $name }
photos-previous = Poprzednie
photos-next = Następne
photos-history = Historia
photos-pupil = Karta ucznia
photos-only-look = O zdjęciu decyduje sekretariat. Na tym koncie można je oglądać.
photos-decided-approved = Zaakceptowane { $time } · { $by }
photos-decided-rejected = Odrzucone { $time } · { $by }: { $reason }
photos-decided-rejected-own = Odrzucone { $time } · { $by }
photos-state-draft = Niewysłane
photos-state-submitted = Oczekuje na akceptację
photos-state-approved = Zaakceptowane
photos-state-rejected = Odrzucone
photos-state-withdrawn = Wycofane przez rodzinę
photos-state-superseded = Zastąpione nowszym
photos-state-removed = Usunięte
photos-verb-uploaded = Wczytane
photos-verb-cropped = Wykadrowane
photos-verb-sent = Wysłane do sekretariatu
photos-verb-approved = Zaakceptowane
photos-verb-rejected = Odrzucone
photos-verb-review-undone = Decyzja cofnięta

## What the automatic check noticed, for the school
check-resolution = Mało punktów
check-no-face = Nie widać twarzy
check-faces = Więcej niż jedna osoba
check-head-cut = Głowa ucięta lub przy brzegu
check-head-small = Twarz mała w kadrze
check-head-large = Twarz duża w kadrze
check-centre = Twarz z boku kadru
check-eye-line = Oczy za wysoko lub za nisko
check-tilt = Głowa przechylona
check-sharpness = Nieostre
check-darkness = Twarz ciemna
check-overexposure = Twarz prześwietlona
check-glare = Odblask, sprawdź okulary
check-side-light = Cień na połowie twarzy
check-greyscale = Czarno-białe
check-colour-cast = Zmienione kolory
check-background-dark = Tło ciemne
check-background-colour = Tło kolorowe
check-background-uneven = Tło niejednolite
check-compression = Plik mocno skompresowany
check-same-file = Ten sam plik u innego ucznia

## Pupils
pupils-count = { $count ->
    [one] { $count } uczeń
    [few] { $count } uczniów
   *[other] { $count } uczniów
}
pupils-list = Lista uczniów
pupils-add = Dodaj ucznia
pupils-add-do = Dodaj ucznia
pupils-add-next = Dodaj następnego ucznia tej klasy
pupils-added = Uczeń dodany. Teraz zaproś rodzinę, żeby mogła wysłać zdjęcie.
pupils-cancel = Anuluj
pupils-search = Nazwisko lub imię
pupils-name = Nazwisko i imię
pupils-class = Klasa
pupils-class-choose = Wybierz klasę
pupils-identity-short = PESEL lub dokument
pupils-photo = Zdjęcie
pupils-card = Legitymacja
pupils-card-valid = Ważna
pupils-card-expired = Po terminie
pupils-card-not-issued = Niewydana
pupils-card-invalid = Nieważna
pupils-card-number = Numer
pupils-card-template = Wzór
pupils-card-until = Ważna do
pupils-cards = Legitymacje
pupils-cards-empty = Uczeń nie ma jeszcze legitymacji.
pupils-family = Rodzina
pupils-listed = Kogo pokazać
pupils-listed-all = Obecni uczniowie
pupils-listed-no-photo = Bez zdjęcia
pupils-listed-waiting = Zdjęcie czeka
pupils-listed-rejected = Zdjęcie odrzucone
pupils-listed-no-card = Bez legitymacji
pupils-listed-ready = Gotowi do druku
pupils-listed-no-family = Bez powiązanej rodziny
pupils-listed-left = Byli uczniowie
pupils-found = { $count ->
    [one] Znaleziono { $count } ucznia.
    [few] Znaleziono { $count } uczniów.
    [many] Znaleziono { $count } uczniów.
   *[other] Znaleziono { $count } ucznia.
}
pupils-nothing-found = Nikogo nie znaleźliśmy
pupils-nothing-found-text = Sprawdź pisownię albo wyczyść filtry. Polskie znaki nie są potrzebne.
pupils-clear = Wyczyść filtry
pupils-empty = Nie ma jeszcze uczniów
pupils-empty-text = Dodaj pierwszego, a potem zaproś jego rodzinę.
pupils-empty-class-text = Najpierw potrzebna jest klasa. Klasy dodaje administrator szkoły.
pupils-no-class = Nie ma jeszcze żadnej klasy
pupils-who = Uczeń
pupils-given-hint = Wszystkie imiona, tak jak mają być na legitymacji.
pupils-born = Data urodzenia
pupils-identity-form = Numer PESEL albo inny dokument
pupils-pesel = PESEL
pupils-pesel-hint = 11 cyfr; sprawdzimy cyfrę kontrolną i datę urodzenia.
pupils-document-text = Uczeń nie ma numeru PESEL? Zostaw go pustym i podaj dokument tożsamości.
pupils-document-name = Nazwa dokumentu
pupils-document-number = Numer dokumentu
pupils-data = Dane na karcie
pupils-identity = Numer PESEL albo inny dokument
pupils-reveal = Pokaż
pupils-reveal-text = Odsłonięcie zapisujemy w dzienniku.
pupils-revealed = Pokazane ten jeden raz; zapisaliśmy to w dzienniku.
pupils-review = Przejrzyj zdjęcie
pupils-photos = Historia zdjęcia
pupils-photos-empty = Rodzina nie wysłała jeszcze zdjęcia.

## Changes of a pupil
pupil-log = Dziennik ucznia
pupil-follows = Co z tego wynika
pupil-choose = Wybierz
pupil-left-since = Poza szkołą od { $date }
pupil-name-title = Zmień imię lub nazwisko
pupil-name-do = Zapisz nowe dane
pupil-name-card = Legitymacja { $number } ma dotychczasowe dane. Na karcie niczego się nie poprawia: trzeba ją wymienić, bez opłaty.
pupil-name-old-card = Uczeń zwraca starą kartę, a szkoła ją niszczy i odnotowuje to w ewidencji.
pupil-name-new-card = Nowa karta dostaje nowy numer i nowy wpis w ewidencji. Zaakceptowane zdjęcie zostaje.
pupil-name-no-card = Uczeń nie ma jeszcze legitymacji: pierwsza będzie już na nowe dane.
pupil-name-log = Podstawę zmiany zapisujemy w dzienniku. Kopia dokumentu zostaje w aktach szkoły.
pupil-ground = Podstawa zmiany
pupil-ground-hint = Dokument, który przedstawiono szkole.
pupil-ground-certificate = Odpis aktu urodzenia lub małżeństwa
pupil-ground-decision = Decyzja administracyjna
pupil-ground-ruling = Orzeczenie sądu
pupil-ground-error = Pomyłka szkoły
pupil-renamed = Zapisaliśmy nowe dane.
pupil-renamed-card = Zapisaliśmy nowe dane. Legitymację { $number } trzeba teraz wymienić.
pupil-class-title = Przenieś do innej klasy
pupil-class-do = Przenieś
pupil-class-card = Na legitymacji nie ma klasy, więc karta zostaje.
pupil-moved = Uczeń jest już w nowej klasie.
pupil-pesel-title = Dopisz nadany PESEL
pupil-pesel-do = Zapisz PESEL
pupil-pesel-text = PESEL zastąpi inny dokument; numeru tamtego dokumentu już nie przechowujemy.
pupil-pesel-card = Legitymacja { $number } była w dniu wydania prawidłowa i zachowuje ważność. PESEL trafi na następną kartę.
pupil-pesel-given = PESEL zapisany.
pupil-departure-title = Uczeń odszedł ze szkoły
pupil-departure-do = Oznacz, że odszedł
pupil-departure-lists = Uczeń zniknie z list, z kolejki zdjęć i z druku. Znajdziesz go w filtrze „Byli uczniowie”.
pupil-departure-family = Rodzina zobaczy to, co było, ale nie wyśle nowego zdjęcia.
pupil-departure-card = Legitymacja { $number } zachowuje swoją datę, ale uczeń nie ma już uprawnień, które potwierdza. Poproś o zwrot; przepisy go nie nakazują. Nie przedłużaj jej i nie wydawaj duplikatu.
pupil-departure-photos = Zdjęcia, których nie ma na żadnej legitymacji, usuniemy po 30 dniach od odejścia.
pupil-left-on = Data odejścia
pupil-left-on-hint = Pierwszy dzień poza szkołą, najpóźniej dzisiaj.
pupil-why = Dlaczego?
pupil-why-graduated = Ukończenie szkoły
pupil-why-transferred = Przejście do innej szkoły
pupil-why-removed = Skreślenie lub rezygnacja
pupil-left = Uczeń jest teraz wśród byłych uczniów.
pupil-left-card = Uczeń jest teraz wśród byłych uczniów. Poproś o zwrot legitymacji { $number }.
pupil-return-title = Przyjmij z powrotem
pupil-return-do = Przyjmij z powrotem
pupil-return-text = Uczeń wróci na listy z całą historią. Rodzina znów będzie mogła wysłać zdjęcie.
pupil-return-card = Legitymacja { $number } jest w ewidencji. Sprawdź jej termin i to, czy uczeń ją ma.
pupil-returned = Uczeń jest z powrotem w szkole.

## Classes
classes-title = Klasy
classes-count = { $count ->
    [one] { $count } klasa
    [few] { $count } klasy
   *[other] { $count } klas
}
classes-of-year = { $name } ({ $year })
classes-year = Rok szkolny
classes-teacher = Wychowawca
classes-no-teacher = bez wychowawcy
classes-teacher-do = Przydziel
classes-teacher-set = Zapisaliśmy, kto jest wychowawcą.
classes-add = Dodaj klasę
classes-added = Klasa { $name } dodana.
classes-name = Nazwa klasy
classes-name-hint = Na przykład 1B. Trafi do bieżącego roku szkolnego.
classes-taken = Klasa { $name } już jest w roku szkolnym { $year }. Wielkość liter, spacje i łączniki nie odróżniają klas.
classes-empty = Nie ma jeszcze klas
classes-empty-text = Od klasy wszystko się zaczyna: do niej dodaje się uczniów.

## Families
guardians-title = Zaproś rodzinę: { $name }
guardians-text = Wyślemy list z odnośnikiem. Zaproszona osoba ustali hasło i wyśle zdjęcie z telefonu.
guardians-email-hint = Na ten adres pójdzie zaproszenie; będzie też loginem. Bez adresu wydrukujesz list z kodem.
guardians-kind = Kto to jest?
guardians-kind-parent = Rodzic
guardians-kind-guardian = Opiekun prawny
guardians-kind-pupil = Uczeń (własne konto)
guardians-scope = Co może?
guardians-scope-hint = Zwykle wszystko. Gdy sąd zakazał kontaktu, nie zapraszaj tej osoby.
guardians-scope-full = Wysyłać i oglądać zdjęcia
guardians-scope-view = Tylko oglądać
guardians-scope-none = Nic – tak orzekł sąd
guardians-scope-change = Zmień uprawnienia
guardians-scope-title = Uprawnienia: { $name }
guardians-scope-text = Zmiana działa od razu, także na otwartych stronach. Program nikogo o niej nie zawiadamia.
guardians-decided-on = Data orzeczenia sądu
guardians-decided-on-hint = Tylko gdy sąd odebrał lub zawiesił prawa. Samo orzeczenie zostaje w aktach szkoły.
guardians-scope-do = Zapisz uprawnienia
guardians-scope-set = Uprawnienia zmienione. Działa od razu.
guardians-court = orzeczenie z { $date }
guardians-do = Wyślij zaproszenie
guardians-do-short = Zaproś
guardians-login = login { $login }
guardians-letter = List z kodem
guardians-letter-title = List z kodem: { $name }
guardians-letter-text = Ta osoba nie ma adresu e-mail. List do wydrukowania zawiera adres z kodem, który działa raz, przez 30 dni. Nowy list unieważnia poprzedni.
guardians-letter-do = Utwórz list
guardians-letter-once = Kod widać tylko teraz. Wydrukuj list, zanim zamkniesz tę stronę; w razie potrzeby utworzysz nowy.
guardians-letter-address = Adres zaproszenia
guardians-letter-login = Login
guardians-letter-until = Ważny do
guardians-letter-print = Pobierz list (PDF)
guardians-letter-back = Wróć do ucznia
invite-other-name = Sprawdź, czy w adresie nie ma pomyłki. Jeśli adres jest właściwy, potwierdź: zaproszona osoba zobaczy, czego dotyczy zaproszenie, i może je odrzucić.
invite-other-name-correct = Popraw adres
invite-other-name-do = Adres jest właściwy, zaproś
guardians-invited = Zaproszenie wysłane. Gdy zostanie przyjęte, zobaczysz to tutaj.
guardians-revoked = Dostęp odebrany. Działa od razu.
guardians-empty = Nikt nie jest jeszcze powiązany z tym uczniem.
guardians-state-invited = zaproszenie wysłane
guardians-state-paper = czeka na list z kodem
guardians-state-accepted = konto czynne
guardians-state-declined = zaproszenie odrzucone – sprawdź adres
guardians-state-revoked = dostęp odebrany
guardians-revoke = Odbierz dostęp…
guardians-revoke-text = { $name } od razu przestanie widzieć zdjęcie i legitymację tego ucznia. Można później zaprosić ponownie.
guardians-revoke-do = Odbierz dostęp

## Print, cards, stock, staff
all-classes = Wszystkie klasy
role-head = dyrektor
role-secretary = sekretariat
role-form-teacher = wychowawca
role-administrator = administrator
role-photographer = fotograf
role-guardian = rodzic lub opiekun
role-pupil = uczeń
role-operator = operator
role-inspector = kontroler
membership-invited = zaproszenie wysłane
membership-accepted = konto czynne
membership-declined = zaproszenie odrzucone – sprawdź adres
membership-revoked = dostęp cofnięty
receiver-pupil = uczeń
receiver-parent = rodzic
receiver-guardian = opiekun prawny
receiver-graduate = absolwent
signature-pickup-list = lista odbioru
signature-paper-receipt = osobne pokwitowanie
account-producer = producent
account-stock = stan
account-reserved = partia druku
account-used = wydane karty
account-spoiled = zepsute
account-destroyed = zniszczone
standing-valid = ważna
standing-expired = po terminie ważności, potrzebny hologram
standing-not-yet-issued = jeszcze nieodebrana
standing-invalid = nieważna
not-ready-no-photo = nie ma zdjęcia
not-ready-waiting = zdjęcie czeka na decyzję
not-ready-rejected = zdjęcie odrzucone, czekamy na nowe
not-ready-in-progress = legitymacja jest już w druku albo czeka na odbiór
not-ready-has-card = ma już legitymację
not-ready-no-template = nie mamy wzoru karty dla tego rodzaju szkoły

stage-prepared = Przygotowana
stage-printing = W druku
stage-printed = Wydrukowana
stage-issued = Wydana

print-ready = Gotowych do druku: { $count }
print-new = Nowa partia
print-new-title = Nowa partia druku
print-runs = Partie druku, od najnowszej
print-run = Partia
print-run-number = Partia { $number }
print-opened = Utworzona
print-issued-on = Data wydania
print-issued-on-hint = Ta data będzie na wszystkich kartach partii. Może to być dzień najwyżej za 60 dni.
print-cards = Karty
print-printed = Wydrukowane
print-issued = Odebrane
print-state = Stan
print-to-print = { $count ->
    [one] { $count } karta do druku
    [few] { $count } karty do druku
    [many] { $count } kart do druku
   *[other] { $count } karty do druku
}
print-to-collect = { $count ->
    [one] { $count } karta do odbioru
    [few] { $count } karty do odbioru
    [many] { $count } kart do odbioru
   *[other] { $count } karty do odbioru
}
print-empty = Nie ma jeszcze partii druku
print-empty-text = Partia to karty drukowane razem: dla uczniów, których zdjęcie jest zaakceptowane.
print-empty-do = Przejdź do zdjęć
print-not-opened = Partia nie została utworzona.
print-class = Klasa
print-class-do = Pokaż
print-of-class = Klasa
print-pupil = Uczeń
print-ready-pupils = Gotowi do druku
print-blanks = Blankiety { $template }
print-blanks-in-stock = na stanie
print-blanks-left = Zostanie po druku wszystkich
print-next-number = Pierwszy numer
print-blanks-missing = { $count ->
    [one] Dla wszystkich gotowych brakuje { $count } blankietu. Wybierz mniej uczniów albo przyjmij dostawę.
    [few] Dla wszystkich gotowych brakuje { $count } blankietów. Wybierz mniej uczniów albo przyjmij dostawę.
    [many] Dla wszystkich gotowych brakuje { $count } blankietów. Wybierz mniej uczniów albo przyjmij dostawę.
   *[other] Dla wszystkich gotowych brakuje { $count } blankietu. Wybierz mniej uczniów albo przyjmij dostawę.
}
print-blanks-missing-do = Przyjmij blankiety
print-no-template = Dla tego rodzaju szkoły nie mamy jeszcze wzoru karty, który umiemy wydrukować.
print-no-head = Na ten dzień szkoła nie ma wpisanego dyrektora. Poproś administratora szkoły, aby go uzupełnił; bez tego karty nie da się wydrukować.
print-nobody = Nikt nie jest gotowy do druku
print-nobody-text = Uczeń jest gotowy, gdy jego zdjęcie jest zaakceptowane i nie ma jeszcze legitymacji.
print-template = Wzór karty
print-head = Dyrektor na karcie
print-choose = Uczniowie w partii
print-open = Utwórz partię
print-cancel = Wróć do partii
print-not-ready = { $count ->
    [one] Jeszcze niegotowy: { $count } uczeń
    [few] Jeszcze niegotowi: { $count } uczniowie
    [many] Jeszcze niegotowi: { $count } uczniów
   *[other] Jeszcze niegotowi: { $count } ucznia
}
print-why = Dlaczego

run-sheet = PDF do druku
run-pickup-list = Lista odbioru
run-left-to-print = Do druku
run-previews = Karty w partii
run-previews-text = Podgląd na ekranie, nie dokument. Na blankiecie drukujemy tylko zdjęcie i dane; tło, stałe napisy i znak OVI są na nim od producenta.
run-small = Część tekstów będzie na kartach drobniejsza, bo są długie. Obejrzyj je przed wydrukiem.
run-small-all = „{ $field }”: na wszystkich kartach.
run-small-some = „{ $field }”: uczeń w partii
run-small-card = { $place } (nr { $number })
run-confirm = Wynik druku
run-confirm-text = Pobierz PDF i wydrukuj karty. Potem potwierdź, że wyszły dobrze. Jeśli któraś się zepsuła, zaznacz ją: jej blankiet spiszemy ze stanu, a karta z tym samym numerem poczeka na nowym blankiecie na następny wydruk.
run-spoiled = Zaznacz tylko karty, które się zepsuły
run-spoiled-card = Zepsuta
run-confirm-do = Wydrukowano
run-hand-out = Do odbioru
run-hand-out-text = Zapisz odbiór, gdy lista odbioru jest podpisana. Karta dostaje wtedy hologram na ten rok szkolny i wpis w ewidencji. Gdy odbiera uczeń, nazwisko można zostawić puste.
run-hand-out-table = Karty do odbioru

cards-title = Legitymacja nr { $number }
cards-record = Dane karty
cards-preview = Podgląd
cards-name = Imię i nazwisko
cards-number = Numer
cards-marking = Blankiet
cards-producer = Producent blankietu
cards-expires = Ważna do
cards-expires-later = ustali się przy odbiorze, z hologramem
cards-received = Odbiór
cards-state-prepared = przygotowana do druku
cards-state-printed = wydrukowana, do odbioru
cards-state-issued = odebrana
cards-state-invalidated = unieważniona
cards-state-returned = zwrócona do szkoły
cards-state-destroyed = zniszczona
cards-state-handed-over = przekazana organowi prowadzącemu
receipt-title = Odbiór
receipt-text = Zapisz, kto odebrał legitymację. Karta dostaje hologram na ten rok szkolny i wpis w ewidencji; tego wpisu nie usuwa się.
receipt-receiver = Odbiera
receipt-receiver-of = Odbiera – { $name }
receipt-name = Kto podpisał
receipt-name-of = Kto podpisał – { $name }
receipt-name-hint = Imię i nazwisko. Gdy odbiera uczeń, można zostawić puste.
receipt-on = Data odbioru
receipt-on-of = Data odbioru – { $name }
receipt-do = Zapisz odbiór

register-title = Ewidencja legitymacji szkolnych
register-year = rok szkolny { $year }
register-years = Lata szkolne
register-pdf = Ewidencja w PDF
register-text = Wpisów nie usuwa się ani nie zmienia.
register-pdf-text = W PDF są pełne numery PESEL, dlatego każde pobranie zapisujemy w dzienniku.
register-region = Tabela ewidencji, przewijana w poziomie
register-empty = W tym roku szkolnym nie ma jeszcze wpisów
register-empty-text = Ewidencja zapełni się po wydaniu pierwszej karty.
register-empty-do = Przejdź do druku
register-ordinal = Lp.
register-identity = PESEL lub dokument
register-kind = Rodzaj
register-original = legitymacja
register-duplicate = duplikat
register-received-by = Odebrał(a)
register-signature = Podpis

stock-title = Blankiety i hologramy
stock-text = Druki ścisłego zarachowania: każdy ruch jest w księdze i zostaje w niej na zawsze.
stock-empty = Nie ma jeszcze żadnej dostawy
stock-empty-text = Wpisz pierwszą dostawę blankietów i hologramów. Potem program sam liczy, co idzie do druku i na karty.
stock-blanks-of = Blankiety { $template }
stock-holograms-of = Hologramy { $year }
stock-blank-of = blankiet { $template }
stock-hologram-of = hologram { $year }
stock-in-stock = Na stanie
stock-reserved = W partiach druku
stock-used = Na kartach
stock-spoiled = Zepsute
stock-sum = Otrzymano: { $received }, zniszczono: { $destroyed }.
stock-holds = Rachunek się zgadza.
stock-does-not-hold = Rachunek się nie zgadza. Sprawdź księgę i zrób spis z natury.
stock-blanks-receive = Dostawa blankietów
stock-holograms-receive = Dostawa hologramów
stock-producer = Producent
stock-producer-hint = Tak jak na dokumencie dostawy; trafia do ewidencji.
stock-first = Pierwsze oznaczenie
stock-first-hint = Dwie wielkie litery i siedem cyfr, na przykład AB0000001. Następne policzymy sami.
stock-quantity = Liczba sztuk
stock-blanks-quantity-hint = Od 1 do 2000. Na przykład 40 sztuk od AB0000001 to AB0000001–AB0000040.
stock-holograms-quantity-hint = Od 1 do 5000, na przykład 40.
stock-on = Data przyjęcia
stock-on-hint = Najpóźniej dzisiejszy dzień, na przykład 1 września 2026.
stock-document = Dokument
stock-document-hint = Na przykład numer faktury albo protokołu.
stock-year = Rok szkolny
stock-blanks-do = Przyjmij blankiety
stock-holograms-do = Przyjmij hologramy
stock-movements = Księga ruchów
stock-movements-text = Najnowsze ruchy są na górze.
stock-when = Data
stock-what = Co
stock-way = Skąd i dokąd
stock-after = Na stanie po ruchu
stock-by = Kto wpisał

staff-text = Kto pracuje w tej szkole z Legitką i w jakiej roli.
staff-table = Pracownicy szkoły
staff-name = Imię i nazwisko
staff-role = Rola
staff-state = Stan konta
staff-second-factor = Drugi składnik
staff-enrolled = ustawiony
staff-not-enrolled = jeszcze nieustawiony
staff-reset = Usuń…
staff-reset-text = Dla osoby, która zgubiła telefon i kody zapasowe. Jej sesje skończą się od razu, a przy następnym logowaniu ustawi nowy drugi składnik. Dostanie o tym list. Najpierw upewnij się, że prosi o to ona sama.
staff-reset-do = Usuń drugi składnik
staff-revoke = Cofnij dostęp
staff-invite = Zaproś pracownika
staff-invite-text = Na ten adres wyślemy odnośnik, którym pracownik ustawi hasło i drugi składnik.
staff-invite-do = Wyślij zaproszenie

tokens-text = Tokeny, którymi inne programy szkoły, na przykład dziennik, łączą się z Legitką.
tokens-made = Token jest gotowy. Skopiuj go teraz.
tokens-once = Pokazujemy go tylko raz i nie zapisujemy. Jeśli przepadnie, unieważnij go i utwórz nowy.
tokens-empty = Żaden program nie ma teraz dostępu.
tokens-table = Tokeny
tokens-name = Do czego służy
tokens-name-hint = Na przykład: dziennik elektroniczny
tokens-role = Działa jako
tokens-role-hint = Program może tyle, ile ta rola, i nic ponadto.
tokens-scope = Zakres
tokens-read = tylko odczyt
tokens-change = odczyt i zmiany
tokens-ends = Wygasa
tokens-used = Ostatnio użyty
tokens-never = jeszcze nie
tokens-revoke = Unieważnij
tokens-revoked = unieważniony
tokens-new = Nowy token
tokens-days = Na ile dni
tokens-days-hint = Od 1 do 366.
tokens-do = Utwórz token

school-data-title = Dane szkoły
school-data-text = Nazwa, adres i dyrektor trafiają na legitymacje.
school-data-changed = Zapisano. Nowe dane będą na kartach z następnych partii.
school-data-since-hint = Późniejsza data wpisuje nowego dyrektora, ta sama poprawia pisownię. Na legitymacji stoi dyrektor z dnia jej wydania.
school-data-do = Zapisz
school-data-heads = Dyrektorzy
school-data-teachers = Wychowawcy
school-data-teachers-review = Wychowawcy akceptują i odrzucają zdjęcia swoich klas
school-data-teachers-look = Wychowawcy tylko oglądają zdjęcia swoich klas.
school-data-teachers-do = Zapisz
school-data-from = Od
school-data-until = Do
school-data-now = nadal

audit-title = Dziennik zdarzeń
audit-text = Kto, co i kiedy zrobił. Wpisów nie da się zmienić ani usunąć.
audit-table = Zdarzenia, od najnowszego
audit-at = Kiedy
audit-by = Kto
audit-role = Rola
audit-what = Co
audit-particulars = Szczegóły
audit-program = program
audit-older = Starsze
audit-newest = Najnowsze
audit-empty = Nie ma starszych zdarzeń
audit-empty-text = To już początek dziennika.
event-blanks-received = Przyjęto blankiety
event-card-issued = Wydano legitymację
event-card-prepared = Przygotowano kartę do druku
event-card-printed = Wydrukowano kartę
event-card-spoiled = Karta zepsuta przy druku
event-class-added = Dodano klasę
event-class-form-teacher-set = Zmieniono wychowawcę klasy
event-guardian-invited = Zaproszono opiekuna
event-guardian-joined = Opiekun przyjął zaproszenie
event-guardian-declined = Odbiorca zaproszenia do rodziny je odrzucił
event-guardian-revoked = Cofnięto dostęp opiekuna
event-guardian-scope-set = Zmieniono uprawnienia opiekuna
event-guardian-letter-made = Utworzono list z kodem dla opiekuna
event-guardian-letter-printed = Pobrano list z kodem dla opiekuna
event-holograms-received = Przyjęto hologramy
event-identity-seen = Odsłonięto PESEL lub dokument
event-installation-set-up = Założono instalację
event-installation-set-up-link-made = Utworzono odnośnik do założenia szkoły
event-installation-started = Uruchomiono program
event-message-read = Przeczytano wiadomość
event-message-sent = Wysłano wiadomość
event-person-language-chosen = Wybrano język
event-person-made = Założono konto
event-person-password-changed = Zmieniono hasło
event-person-password-set = Ustawiono nowe hasło z konsoli serwera
event-person-recovery-code-used = Użyto kodu zapasowego
event-person-recovery-codes-made = Zrobiono nowe kody zapasowe
event-person-second-factor-given = Podano drugi składnik
event-person-second-factor-reset = Usunięto drugi składnik z konsoli serwera
event-person-second-factor-set-up = Ustawiono drugi składnik
event-person-signed-in = Zalogowano się
event-person-signed-out = Wylogowano się
event-person-signed-out-elsewhere = Wylogowano pozostałe urządzenia
event-photo-approved = Zaakceptowano zdjęcie
event-photo-cropped = Ustawiono kadr
event-photo-rejected = Odrzucono zdjęcie
event-photo-review-undone = Cofnięto decyzję o zdjęciu
event-photo-seen = Obejrzano zdjęcie
event-photo-sent = Wysłano zdjęcie do szkoły
event-photo-uploaded = Wczytano zdjęcie
event-photo-withdrawn = Wycofano zdjęcie
event-print-run-confirmed = Potwierdzono wynik druku
event-print-run-opened = Utworzono partię druku
event-print-run-pickup-list-taken = Pobrano listę odbioru
event-print-run-sheet-taken = Pobrano PDF do druku
event-pupil-added = Dodano ucznia
event-pupil-moved = Przeniesiono ucznia do innej klasy
event-pupil-pesel-given = Zapisano nadany PESEL
event-pupil-renamed = Zmieniono imię lub nazwisko
event-pupil-left = Uczeń odszedł ze szkoły
event-pupil-returned = Przyjęto ucznia z powrotem
event-register-printed = Pobrano ewidencję w PDF
event-school-changed = Zmieniono dane szkoły
event-school-form-teachers-set = Zmieniono uprawnienia wychowawców
event-school-made = Założono szkołę
event-staff-invited = Zaproszono pracownika
event-staff-joined = Pracownik przyjął zaproszenie
event-staff-declined = Odbiorca zaproszenia do pracy je odrzucił
event-invitation-declined = Zaproszenie odrzucono
event-staff-revoked = Cofnięto dostęp pracownika
event-staff-second-factor-reset = Usunięto drugi składnik pracownika
event-token-made = Utworzono token
event-token-revoked = Unieważniono token
audit-pupil = uczeń
audit-by-token = przez program z tokenem
audit-of-cards = karty
audit-of-before = przedtem
audit-of-days = na ile dni
audit-of-declaration = wersja oświadczenia
audit-of-entries = wpisy
audit-of-first = pierwsze oznaczenie
audit-of-ground = podstawa
audit-of-hologram = hologram
audit-of-issued-on = data wydania
audit-of-kind = rodzaj
audit-of-language = język
audit-of-name = nazwa
audit-of-number = numer
audit-of-on = dnia
audit-of-ordinal = lp.
audit-of-people = osoby
audit-of-printed = wydrukowane
audit-of-quantity = sztuki
audit-of-reason = powód
audit-of-receiver = odbiera
audit-of-role = rola
audit-of-scope = uprawnienia
audit-of-sessions = urządzenia
audit-of-spoiled = zepsute
audit-of-template = wzór
event-photo-erased = Usunięto obrazy po upływie okresu przechowywania
audit-of-what = co
audit-of-class = klasa
audit-of-print-run = partia druku
audit-of-school = szkoła
audit-what-draft = wersja robocza
audit-what-source = plik źródłowy
audit-what-pictures = wszystkie obrazy
audit-what-other-name = adres konta na inne nazwisko, potwierdzony
audit-what-court-decision = orzeczenie sądu
audit-what-on-paper = listem na papierze
audit-what-no-form-teacher = bez wychowawcy
audit-what-form-teachers-review = decydują o zdjęciach swoich klas
audit-what-form-teachers-only-look = tylko oglądają zdjęcia swoich klas
audit-of-why = sposób
audit-of-year = rok szkolny

## Conflicts of the staff
conflict-last-administrator-heading = Szkoła nie może zostać bez administratora
conflict-last-administrator = To jedyny administrator szkoły. Najpierw zaproś drugiego, potem zakończ pracę tego.
conflict-works-elsewhere-heading = Ta osoba pracuje także w innej szkole
conflict-works-elsewhere = Drugi składnik tej osoby może usunąć tylko opiekun serwera.
conflict-last-head-heading = Szkoła nie może zostać bez dyrektora
conflict-last-head = To jedyny dyrektor w programie. Najpierw zaproś nowego, potem zakończ pracę tego.

## The last look before sending
check-identity = PESEL lub dokument

## The demo's people
role-parent = rodzic

## The way back from an error
refusal-back = Wróć do poprzedniej strony
