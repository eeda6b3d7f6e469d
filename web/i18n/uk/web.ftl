## Frame
## Shells, shared parts and the steps of the photo. The words printed on the card are Polish in every language.

frame-title-error = Помилка:
frame-skip = Перейти до змісту
frame-main-nav = Головне меню
frame-phone-nav = Головне меню на телефоні
frame-more = Більше
frame-language = Мова
frame-sign-out = Вийти
frame-demo-label = Демонстрація
frame-demo = Це демонстрація. Люди, номери та фотографії вигадані.
frame-mailbox = Пошта демонстрації

form-errors = { $count ->
    [one] Виправте { $count } пункт
    [few] Виправте { $count } пункти
   *[other] Виправте { $count } пунктів
}

pages-label = Сторінки списку
pages-previous = Попередні
pages-next = Наступні
pages-where = { $from }–{ $to } з { $total }

flow-step = Крок { $now } з { $of }
flow-guidelines = Вимоги
flow-choose = Вибір фото
flow-crop = Кадр
flow-send = Перевірте й надішліть

card-name = Imię (imiona) i nazwisko
card-born = Data urodzenia
card-school = Nazwa i adres szkoły

## Dates
month-1 = січня
month-2 = лютого
month-3 = березня
month-4 = квітня
month-5 = травня
month-6 = червня
month-7 = липня
month-8 = серпня
month-9 = вересня
month-10 = жовтня
month-11 = листопада
month-12 = грудня
date-day = { $day } { $month } { $year }

## Refusals: what happened, what to do
refusal-no-key = Не вдалося зберегти
refusal-no-key-do = Форма надійшла без ключа, що захищає від подвійного запису. Поверніться на сторінку, оновіть її та надішліть форму ще раз.
refusal-not-found = Такої сторінки немає
refusal-not-found-do = Адреса неповна або те, до чого вона вела, не для цього облікового запису. Почніть з головної сторінки.
refusal-method = Цю адресу не можна відкрити
refusal-method-do = За цією адресою ми приймаємо лише форми з наших сторінок. Почніть з головної сторінки.
refusal-too-large = Файл завеликий
refusal-too-large-do = Ми приймаємо файли до 25 МБ. Нічого не збережено. Поверніться й виберіть менший файл.
refusal-cross-site = Ця команда надійшла не з нашого сайту
refusal-cross-site-do = З міркувань безпеки ми її не виконали. Відкрийте сайт з адресного рядка й спробуйте ще раз.
refusal-host = Це не адреса цієї школи
refusal-host-do = Сервер знає іншу адресу сайту. Скористайтеся посиланням з листа або зі сторінки школи.
refusal-bad-request = Ми не розуміємо цього запиту
refusal-bad-request-do = Нічого не змінено. Поверніться, оновіть сторінку й спробуйте ще раз.
refusal-broken = У нас щось зламалося
refusal-broken-do = Ми не виконали цю дію, а все збережене раніше в безпеці. Спробуйте за хвилину. Якщо це повториться, напишіть до секретаріату.
refusal-signed-out = Увійдіть
refusal-signed-out-do = Ця сторінка для тих, хто увійшов.
refusal-forbidden = Це поза правами цього облікового запису
refusal-forbidden-do = Ваша роль цього не дозволяє. Права надає адміністратор школи.
refusal-done = Це вже зроблено
refusal-done-do = Ту саму команду ми виконали під час попередньої спроби; вдруге ми її не виконували.
refusal-conflict = Тим часом щось змінилося
refusal-invalid = Виправте позначені поля
refusal-photo = Ми не можемо прийняти це фото
refusal-too-many = Забагато спроб
refusal-too-many-do = Наступна спроба буде можлива о { $time }. Обліковий запис не заблоковано.
refusal-busy = Зараз дуже багато запитів
refusal-busy-do = Нічого не втрачено. Спробуйте ще раз за кілька секунд.

## Refusals as programs read them
api-no-key = Бракує заголовка Idempotency-Key
api-no-key-do = Кожна зміна потребує в цьому заголовку нового UUID, а повторений запит того самого, що й першого разу.
api-bad-key = Заголовок Idempotency-Key неможливо прочитати
api-bad-key-do = Ключ має бути записом UUID, наприклад 3f0c8a52-6f0e-4f4f-9d55-1f2d3c4b5a69.
api-key-reused = Цей ключ належить іншому запиту
api-key-reused-do = З цим ключем уже виконано запит з іншою адресою або іншим вмістом. Цей запит не виконано. Для нової зміни візьміть новий ключ.
api-reads-only = Обсяг доступу токена не охоплює змін
api-reads-only-do = Цей токен (scope: read) дозволяє лише читати. Токен, обсяг якого охоплює зміни, створює адміністратор школи.
api-not-found = Тут нічого немає
api-not-found-do = За цією адресою немає нічого, що належало б школі цього токена. Адреси описує /api/openapi.json.
api-method = Ця адреса не знає такого методу HTTP
api-method-do = Методи, які вона приймає, називає заголовок Allow.
api-too-large = Вміст запиту завеликий
api-too-large-do = Нічого не змінено. Поділіть запит на менші.
api-media-type = Вміст запиту іншого типу, ніж тут потрібно
api-media-type-do = Надішліть його так, як описує документ OpenAPI для цієї адреси, з відповідним заголовком Content-Type.
api-bad-request = Запит неможливо прочитати
api-bad-request-do = Адреса, заголовки або вміст не збігаються з описом у /api/openapi.json. Нічого не змінено.
api-broken-do = Цей запит не виконано. Повторіть його за хвилину з тим самим ключем, а якщо це не допоможе, повідомте адміністратора школи.
api-signed-out = Потрібен чинний токен
api-signed-out-do = Надішліть заголовок Authorization: Bearer із токеном, який не застарів і не був відкликаний.
api-forbidden = Роль токена цього не дозволяє
api-forbidden-do = Токен з іншою роллю створює адміністратор школи.
api-conflict-do = Це вже на іншому етапі або має новішу версію. Прочитайте ще раз і вирішіть наново.
api-invalid = Ці дані неможливо прийняти
api-invalid-do = Нічого не змінено. Кожне поле, яке треба виправити, і причину називає «errors».
api-field-missing = Цього поля бракує.
api-field-unknown = Такого поля немає в описі API.
api-field-type = Значення іншого типу, ніж в описі API.

## Conflicts
conflict-approved = { $by } схвалив(ла) це фото { $time }. Ваше рішення не збережено.
conflict-rejected = { $by } відхилив(ла) це фото { $time }. Ваше рішення не збережено.
conflict-photo = Це фото вже на іншому етапі, тому зараз цього зробити не можна. Оновіть сторінку, щоб побачити, що з ним.
conflict-card = Це посвідчення вже на іншому етапі, тому зараз цього зробити не можна. Оновіть сторінку.
conflict-changed = Хтось змінив те саме, перш ніж збереглася ваша зміна. Оновіть сторінку, перевірте й збережіть ще раз.
conflict-newer-draft-heading = Є вже новіше фото
conflict-newer-draft = Після цього фото вибрано новіше, ще не надіслане, і воно зайняло його місце. Цього вже немає.
conflict-newer-draft-do = Перейти до новішого фото
conflict-no-blanks-heading = Бракує бланків
conflict-has-left = Цей учень уже не навчається в цій школі, тому це неможливо. Якщо він повернувся, школа спершу приймає його знову.
conflict-pupil = Дані цього учня вже інші, тому це неможливо. Оновіть сторінку й перевірте.
conflict-no-blanks = Замало бланків: потрібно { $needed }, у наявності { $stock }. Прийміть поставку в розділі «Бланки» або виберіть менше учнів.
conflict-no-holograms-heading = Бракує голограм
conflict-no-holograms = Немає голограм на { $year } рік. Прийміть поставку в розділі «Бланки», потім видайте посвідчення.
conflict-nobody-ready-heading = Немає кого друкувати
conflict-nobody-ready = Ніхто з вибраних не готовий до друку. Перевірте причини у списку.
conflict-does-not-fit-heading = Дані не вміщаються на посвідченні
conflict-does-not-fit = Дані на картці ({ $pupil }) не вміщаються в поле «{ $field }» або містять знак, якого немає у шрифті. Перевірте написання.
conflict-no-head-heading = У даних школи бракує директора
conflict-no-head = На день видачі в школі не записано директора. Доповніть його в даних школи.
conflict-set-up-closed = Цю інсталяцію вже налаштовано або посилання застаріло. Нове посилання з'явиться після перезапуску програми.
conflict-link-closed-heading = Це посилання вже не діє
conflict-link-closed = Це посилання вже використано, замінено новішим або воно застаріло. Попросіть школу про нове запрошення.
conflict-another-name-heading = Ця адреса належить комусь іншому
conflict-another-name = Ця адреса вже належить обліковому запису на інше ім’я та прізвище.
conflict-another-name-known = Ця адреса вже належить обліковому запису на інше ім’я та прізвище: { $name }.

## Problems of fields
problem-required = Заповніть це поле.
problem-too-long = Текст задовгий. Скоротіть його.
problem-name = Використовуйте лише літери, пробіл, дефіс і апостроф.
problem-email = Вкажіть адресу e-mail у форматі nazwa@przyklad.pl.
problem-pesel-length = PESEL має 11 цифр. Перевірте, чи жодної не бракує.
problem-pesel-checksum = У номері PESEL є помилка: не збігається контрольна цифра. Перевірте цифри.
problem-pesel-date = У номері PESEL немає правильної дати народження. Перевірте цифри.
problem-birth-mismatch = Дата народження не збігається з номером PESEL. Виправте одне з них.
problem-pesel-taken = Учень із цим номером PESEL уже є у списку цієї школи.
problem-identity-missing = Вкажіть PESEL або назву й номер іншого документа.
problem-identity-twice = Вкажіть PESEL або інший документ, не обидва.
problem-date = Вкажіть дату, наприклад 2015-06-05.
problem-date-range = Ця дата неможлива: зарано або в майбутньому. Перевірте день, місяць і рік.
problem-date-of-issue = Дата видачі може бути від { $from } до { $until }. Змініть дату.
problem-not-offered = Виберіть один із запропонованих варіантів.
problem-taken = Такий запис уже є.
problem-not-their-own = Цією адресою вже користується хтось інший. Учневі потрібна власна адреса e-mail.
problem-of-a-pupil = Цю адресу тут використати не можна. Батькам, опікунам і працівникам потрібна інша адреса, ніж в учня.
problem-unconfirmed = Перевірте адресу. Якщо вона правильна, надішліть запрошення ще раз із «confirmed»: true.
problem-marking = Позначення бланка — дві великі літери й сім цифр, наприклад AB0000001.
problem-number = Вкажіть ціле число від { $least } до { $most }, наприклад { $example }.
problem-password-short = Пароль закороткий: родині потрібно щонайменше 15 знаків, працівникові 12. Найлегше запам'ятати кілька слів.
problem-password-weak = Цей пароль легко вгадати. Виберіть інший, наприклад чотири випадкові слова.
problem-password-mismatch = Паролі різні. Введіть двічі те саме.
problem-password-same = Новий пароль такий самий, як дотеперішній. Виберіть інший.
problem-credentials = Логін або пароль не збігається. Перевірте обидва й спробуйте ще раз.
problem-password-wrong = Це не пароль цього облікового запису. Перевірте його та введіть ще раз.
problem-code = Цей код не збігається або вже був використаний. Зачекайте на наступний і введіть його.
problem-not-ticked = Позначте заяву, щоб іти далі.
problem-note = Напишіть своїми словами, що виправити (без посилань).
problem-rspo = Номер RSPO має від однієї до шести цифр.

## Pictures that cannot be taken
photo-empty = Файл порожній. Виберіть фото ще раз.
photo-too-many-bytes = Файл має { $size } МБ. Обмеження 25 МБ.
photo-too-many-pixels = Фото має { $width } × { $height } пікселів. Це більше, ніж ми можемо прийняти (60 мільйонів пікселів, 12 000 на сторону). Надішліть менше.
photo-too-small = Фото має { $width } × { $height } px, потрібно щонайменше 354 × 496. Не збільшуйте його – зробіть нове або надішліть оригінал з камери.
photo-crop-too-small = Вибраний кадр має { $width } × { $height } px, потрібно щонайменше 354 × 496. Віддаліть кадр або виберіть більше фото.
photo-animated = Цей файл – анімація. Виберіть звичайне фото JPG, PNG, WebP або HEIC.
photo-damaged = Не вдалося прочитати фото – файл пошкоджений або неповний. Виберіть інше або збережіть його ще раз.
photo-heic = Цього фото HEIC з iPhone ми не можемо прочитати. На iPhone виберіть Параметри › Камера › Формати › Найсумісніший і зробіть фото ще раз або надішліть JPG.
photo-kind = Цей файл – { $kind }. Виберіть фото JPG, PNG, WebP або HEIC.
photo-kind-other = Це не фото, яке ми вміємо прочитати. Виберіть файл JPG, PNG, WebP або HEIC.

## Navigation
nav-home = Головна
nav-messages = Повідомлення
nav-account = Обліковий запис
nav-desk = Огляд
nav-my-class = Мій клас
nav-photos = Фото
nav-pupils = Учні
nav-print = Друк
nav-register = Реєстр
nav-stock = Бланки
nav-staff = Працівники
nav-school = Школа
nav-tokens = Доступ програм
nav-audit = Журнал
app-description = Фото для шкільних посвідчень

## Errors and offline
refusal-status = Код відповіді: { $status }
refusal-home = Головна сторінка
offline-title = Немає з'єднання
offline-text = Зараз немає з'єднання із сервером школи. Усе надіслане в безпеці. Спробуйте, коли інтернет повернеться.

## Signing in
sign-in-title = Увійти
sign-in-login = E-mail або логін
sign-in-password = Пароль
sign-in-do = Увійти
sign-in-help = Немає облікового запису? Запрошення надсилає школа на адресу, вказану в секретаріаті.
sign-in-kept = Сеанс завершився, але введене не втрачено. Увійдіть, і форма чекатиме на вас.
sign-in-file = Сеанс завершився, перш ніж файл надійшов. Увійдіть, і ви повернетеся на ту саму сторінку. Файл треба вибрати ще раз.
sign-in-demo = Демонстраційні облікові записи
sign-in-demo-text = Це демонстраційна школа. Увійдіть як хто завгодно. Код другого чинника дає застосунок автентифікації з таємного ключа.
sign-in-demo-code = Ключ другого чинника:
second-factor-title = Другий чинник
second-factor-text = Відкрийте застосунок автентифікації в телефоні та введіть шість цифр.
second-factor-code = Шість цифр із застосунку
second-factor-do = Далі
second-factor-lost = Не маю телефона під рукою
second-factor-recovery = Резервний код
second-factor-recovery-hint = Шістнадцять символів з аркуша; кожен код діє один раз. Немає кодів? Втрачений другий чинник вилучить адміністратор школи.
step-up-title = Підтвердьте, що це ви
step-up-text = Для цього програма просить другий чинник, якщо минуло понад 5 хвилин. Введіть шість цифр із застосунку.
step-up-kept = Введене збережено; ви надішлете його на наступному кроці.
step-up-do = Підтвердити
enrolment-title = Налаштуйте другий чинник
enrolment-text = У цьому обліковому записі видно дані дітей, тому самого пароля замало. Це триває хвилину й робиться один раз.
enrolment-app = Встановіть у телефоні будь-який застосунок автентифікації (наприклад, Aegis, FreeOTP або Google Authenticator).
enrolment-scan = Відскануйте ним цей код.
enrolment-type = Не вдається відсканувати? Введіть ключ:
enrolment-confirm = Введіть шість цифр, які показує застосунок.
enrolment-do = Увімкнути другий чинник
recovery-codes-title = Резервні коди
recovery-codes-text = Коли немає телефона, замість коду із застосунку введіть один із цих кодів. Кожен діє один раз.
recovery-codes-once = Ця сторінка показує їх лише зараз. Надрукуйте її або перепишіть коди й сховайте там, куди ніхто інший не загляне, не біля комп’ютера.
recovery-codes-next = Коди збережено, далі
recovery-codes-left = Коди, які ще можна використати: { $count }. Нові коди скасовують старі.
recovery-codes-password = Підтвердьте паролем, що це ви.
recovery-codes-make = Створити нові коди
resume-title = Форма чекає
resume-text = Сеанс завершився під час заповнення. Усе введене збережено; натисніть, щоб записати.
resume-do = Зберегти зараз
resume-not = Не зберігати

## Invitation, account
invitation-title = Запрошення
invitation-hello = Добрий день, { $name }
invitation-from = Вас запрошує: { $school }.
invitation-roles = Роль, у якій ви там працюватимете:
invitation-pupils = Ви побачите й надішлете фото для посвідчення цих учнів:
invitation-login = Ваш логін: { $email }.
invitation-known = Ви вже маєте в нас пароль. Введіть його, щоб прийняти запрошення.
invitation-do = Прийняти запрошення
invitation-not-me = Це не мені
invitation-not-mine = Це не моя дитина
invitation-decline-text = Якщо цей лист потрапив не до тієї особи, відхиліть запрошення. Посилання перестане діяти, а школа побачить відмову й виправить адресу.
invitation-decline-do = Відхилити запрошення
invitation-declined = Запрошення відхилено
invitation-declined-text = { $school } побачить відмову. Більше нічого робити не потрібно.
invitation-declined-next = Якщо це помилка, попросіть школу про нове запрошення.
password-new = Новий пароль
password-old = Дотеперішній пароль
password-again = Те саме ще раз
password-hint = Щонайменше 15 знаків (працівник школи: 12). Найлегше запам'ятати кілька випадкових слів.
password-hint-staff = Щонайменше 12 знаків. Потім налаштуєте другий чинник.
account-changed = Збережено.
account-devices = Пристрої, на яких ви ввійшли
device-browser = Браузер
device-android = { $browser } на Android
device-iphone = { $browser } на iPhone
device-ipad = { $browser } на iPad
device-windows = { $browser } у Windows
device-mac = { $browser } на Mac
device-chromebook = { $browser } на Chromebook
device-linux = { $browser } у Linux
account-seen = Востаннє: { $time }
account-this = цей пристрій
account-end-others = Вийти на решті пристроїв
account-password = Зміна пароля
account-password-do = Змінити пароль
mailbox-text = У цій демонстрації листи не надсилаються назовні. Тут лежать ті, що були б надіслані.
mailbox-empty = Листів ще немає
mailbox-empty-text = Лист з'явиться після запрошення або рішення щодо фото.
mailbox-to = Кому: { $to }

## Set-up
setup-title = Створіть школу
setup-text = Це посилання діє один раз. Вкажіть школу, її директора та адміністратора; решту доповните пізніше.
setup-school = Школа
setup-kind = Вид школи
setup-name = Повна назва
setup-name-hint = Як у статуті; так буде на посвідченні.
setup-address = Адреса
setup-address-hint = Наприклад: ul. Lipowa 5, 00-123 Warszawa
setup-rspo = Номер RSPO
setup-rspo-hint = Необов'язковий; можна додати пізніше.
setup-head = Директор школи
setup-head-since = Директор з дня
setup-head-since-hint = На посвідченні зазначено директора на день видачі.
setup-administrator = Адміністратор
setup-do = Створити школу
setup-done-title = Школу створено
setup-done-text = Це ключ відновлення. Тільки він відкриває резервні копії. Роздрукуйте його й покладіть у сейф.
setup-done-once = Ми показуємо його лише зараз і ніде не зберігаємо.
setup-done-sheet = Завантажити аркуш із ключем (PDF)
setup-done-next = Маю ключ – налаштувати другий чинник
given-names = Ім'я (імена)
surname = Прізвище
email = E-mail
school-kind-primary = Початкова школа
school-kind-primary-adults = Початкова школа для дорослих
school-kind-secondary = Загальноосвітній ліцей
school-kind-secondary-adults = Загальноосвітній ліцей для дорослих
school-kind-technical = Технікум
school-kind-vocational-first = Професійна школа I ступеня
school-kind-vocational-second = Професійна школа II ступеня
school-kind-post-secondary = Післяліцейна школа
school-kind-work-preparing = Спеціальна школа, що готує до праці
school-kind-preschool = Дитячий садок
school-kind-abroad = Польська школа за кордоном
school-kind-artistic = Мистецька школа
school-kind-artistic-post-secondary = Післяліцейна мистецька школа

## Start
start-title = Фото дитини потрапляє лише до школи.
start-text = Надішліть фото для посвідчення з телефона. Кадр і розмір ми поправимо за вас, а секретаріат його перевірить.
start-who = Фото бачать: родина, секретаріат і директор. Більше ніхто.
start-human = Ми не розпізнаємо обличчя. Рішення про фото ухвалює людина.

## The family: statuses, reasons, advice, the card
fam-class = клас { $class }
fam-next = Далі
fam-back = Назад
fam-add = Додати фото до посвідчення
fam-add-again = Додати нове фото
fam-change = Змінити фото
fam-view-only = У цьому обліковому записі фото можна лише переглядати. Надсилає його учень або опікун, який має на це право.
fam-note = Секретаріат дописав:
fam-photo-alt = Фото: { $name }
fam-photo-rejected-alt = Відхилене фото: { $name }
fam-shown-none = Немає фото
fam-shown-draft = Не надіслано (чернетка)
fam-shown-waiting = Очікує на схвалення
fam-shown-approved = Схвалено
fam-shown-rejected = Відхилено
fam-shown-change-requested = Прохання про зміну
fam-shown-removal-requested = Прохання про видалення
fam-shown-removed = Видалено
fam-reason-background = Тло не є рівним і світлим
fam-reason-head-size = Обличчя замале або завелике
fam-reason-blurred = Фото нечітке
fam-reason-dark-or-shadow = Фото затемне або на обличчі тінь
fam-reason-turned = Голова повернута або нахилена
fam-reason-eyes = Очі заплющені, закриті або в окулярах відблиск
fam-reason-headgear = На фото головний убір або темні окуляри
fam-reason-wrong-person = На фото інша особа або кілька осіб
fam-reason-old-or-filtered = Фото застаріле, чорно-біле або з фільтром
fam-reason-other = Секретаріат просить інше фото
fam-fix-background = Станьте біля гладкої світлої стіни, приблизно за пів метра від неї, і зробіть фото ще раз.
fam-fix-head-size = Зробіть фото приблизно з 1,5 м і виставте кадр так, щоб обличчя заповнювало овал: від маківки до плечей.
fam-fix-blurred = Зробіть фото біля вікна, тримайте телефон нерухомо й зачекайте, поки камера наведе різкість.
fam-fix-dark-or-shadow = Станьте обличчям до вікна, вдень, без лампи збоку. Тоді все обличчя буде світлим.
fam-fix-turned = Дивіться прямо в об'єктив, тримайте голову прямо, камеру — на рівні очей.
fam-fix-eyes = Очі мають бути розплющені, волосся відсунуте з чола. Якщо є відблиск, трохи відверніться від лампи або зніміть окуляри.
fam-fix-headgear = Зніміть шапку, каптур і темні окуляри. Якщо ви носите їх з релігійних причин або через здоров'я, напишіть у секретаріат.
fam-fix-wrong-person = Надішліть фото, на якому лише цей учень.
fam-fix-old-or-filtered = Зробіть нове кольорове фото, без фільтрів і прикрас. Йому має бути не більш як 6 місяців.
fam-fix-other = Прочитайте, що написав секретаріат, і додайте нове фото.
fam-advice-resolution-least = У цьому кадрі замало пікселів для друку. Віддаліть кадр або надішліть оригінал із камери, а не з месенджера.
fam-advice-resolution = У кадрі мало пікселів, тому друк може бути менш чітким. Якщо можете, надішліть оригінал із камери.
fam-advice-no-face = Ми не знайшли обличчя. Виставте кадр самостійно або виберіть інше фото.
fam-advice-faces = Здається, на фото більше ніж одна особа. На ньому має бути лише цей учень.
fam-advice-head-cut = Голова торкається краю кадру. Віддаліть кадр або відсуньте камеру й залиште місце над головою.
fam-advice-head-small = Обличчя в кадрі доволі мале. Наблизьте, поки воно заповнить овал.
fam-advice-head-large = Обличчя в кадрі доволі велике. Віддаліть, поки воно вміститься в овал.
fam-advice-centre = Обличчя збоку кадру. Пересуньте його на середину.
fam-advice-eye-line = Очі зависоко або занизько. Пересуньте кадр угору або вниз.
fam-advice-tilt = Голова здається нахиленою. Якщо так і є, вирівняйте кадр кнопками повороту.
fam-advice-sharpness = Фото здається нечітким. Найкраще зробити його ще раз біля вікна й зачекати, поки камера наведе різкість.
fam-advice-darkness = Обличчя доволі темне. Якщо можете, станьте обличчям до вікна.
fam-advice-overexposure = Обличчя пересвічене. Вимкніть спалах або відійдіть від світла.
fam-advice-glare = В окулярах або на шкірі видно відблиск. Трохи відверніться від лампи або зніміть окуляри.
fam-advice-side-light = Один бік обличчя темніший. Якщо можете, поверніться обличчям просто до вікна.
fam-advice-greyscale = Фото здається чорно-білим, а має бути кольоровим.
fam-advice-colour-cast = Кольори здаються зміненими. Вимкніть фільтр і кольорову лампу.
fam-advice-background-dark = Тло темне. Найкраще підійде гладка світла стіна.
fam-advice-background-colour = Тло кольорове. Найкраще підійде біла або світло-сіра стіна.
fam-advice-background-uneven = За головою видно візерунок або тінь. Станьте за пів метра від світлої гладкої стіни.
fam-advice-compression = Файл сильно стиснутий. Якщо маєте оригінал із камери, надішліть його.
fam-advice-same-file = Той самий файл уже надіслано для іншого учня. Перевірте, чи це правильне фото.
fam-praise-sharp = Чітке й доброї роздільності.
fam-praise-light = Обличчя добре освітлене.
fam-card = Посвідчення
fam-card-valid = Посвідчення дійсне
fam-card-valid-until = Посвідчення № { $number } дійсне до { $date }.
fam-card-number = Посвідчення № { $number } видано учневі.
fam-card-expired = Термін дії минув
fam-card-expired-do = Посвідчення № { $number } було дійсне до { $date }. Принесіть його в секретаріат по нову голограму.
fam-card-not-issued = Ще не отримано
fam-card-not-issued-do = Посвідчення № { $number } друкується або чекає в секретаріаті. Коли його можна буде забрати, ви отримаєте повідомлення.
fam-card-invalid = Посвідчення недійсне
fam-card-invalid-do = Посвідчення № { $number } визнано недійсним. Про нове запитайте в секретаріаті.
fam-card-made = Посвідчення вже підготовлено з попереднім фото. Нове фото буде використано для наступного посвідчення або дубліката.

## The family's first page
home-hello = Добрий день
home-weekday-1 = Понеділок
home-weekday-2 = Вівторок
home-weekday-3 = Середа
home-weekday-4 = Четвер
home-weekday-5 = П'ятниця
home-weekday-6 = Субота
home-weekday-7 = Неділя
home-empty = Тут ще немає жодного учня
home-empty-text = Учня з обліковим записом пов'язує школа. Якщо запрошення вже надійшло, відкрийте посилання з листа; якщо ні, запитайте в секретаріаті.
home-empty-do = Переглянути обліковий запис
home-none = Школа чекає на фото до посвідчення. Потрібні лише телефон, світла стіна й кілька хвилин.
home-draft = У вас є ненадіслане фото. Школа побачить його лише після надсилання.
home-send = Перевірити й надіслати фото
home-waiting = Надіслано { $date }. Секретаріат його перегляне, а про рішення ми напишемо тут і на e-mail.
home-approved = Схвалено { $date }. Тепер школа підготує посвідчення й повідомить, коли його можна буде забрати.
home-approved-card = Фото схвалено { $date }.
home-rejected = Фото відхилено { $date }. Нове можна надіслати одразу.
home-change-requested = Прохання про зміну надіслано { $date }. Попереднє фото чинне, доки школа не прийме нове.
home-removal-requested = Прохання про видалення фото чекає на рішення школи.
home-removed = Фото видалено. Без фото школа не надрукує посвідчення.
home-left = З { $date } вже не навчається в цій школі. Історію фото й посвідчення можна й далі переглядати.
home-what-to-fix = Що виправити?
home-details = Переглянути подробиці
home-news = Останнє
home-all-messages = Усі повідомлення

## The photo: guidelines and examples
guide-title = Фото до посвідчення
guide-lead = Шість правил. Рештою — кадром і стисненням — займемося ми.
guide-distance = Фото робить інша особа
guide-distance-how = Приблизно з 1,5 м, задньою камерою. Не селфі.
guide-face = Обличчя прямо, 70–80 % кадру
guide-face-how = Від маківки до плечей.
guide-background = Рівне світле тло
guide-background-how = Без тіней, меблів і візерунків.
guide-eyes = Очі розплющені, рот закритий
guide-eyes-how = Волосся не закриває очей.
guide-headgear = Без головного убору й темних окулярів
guide-headgear-how = Релігія чи здоров'я? Напишіть у секретаріат — це дозволений виняток.
guide-recent = Сучасне й кольорове
guide-recent-how = Зроблене за останні 6 місяців.
guide-examples = Приклади
guide-good = Правильні
guide-good-light = Світле тло, обличчя прямо
guide-good-scarf = Хустка з релігійних причин
guide-good-glasses = Окуляри без відблиску
guide-bad = Неправильні
guide-bad-background = Тло нерівне
guide-bad-far = Обличчя замале
guide-bad-near = Обличчя завелике
guide-bad-blurred = Нечітке
guide-bad-dark = Затемне, тінь на обличчі
guide-bad-tilted = Голова нахилена
guide-bad-eyes = Очі заплющені
guide-bad-headgear = Шапка й темні окуляри
guide-declaration-translated = Заяву зберігаємо польською. Її зміст: «Заявляю, що ознайомився/ознайомилася з наведеними вище вимогами, а моє фото відповідає всім вимогам».
guide-source = На основі вимог gov.pl до фото в документах. Заяву зберігаємо разом із фото.
guide-to-declaration = Перейти до заяви

## The photo: choosing
choose-title = Виберіть фото
choose-none = Виберіть фото.
choose-too-big = Файл має { $size } МБ. Обмеження { $limit } МБ.
choose-chosen = Фото поки що є лише на цьому пристрої. Якщо воно добре, натисніть «Надіслати», а якщо ні, виберіть інше.
choose-sending = Надсилаємо фото
choose-retrying = З'єднання перервалося. Пробуємо ще раз.
choose-failed = Не вдалося надіслати фото. Перевірте з'єднання й натисніть «Надіслати».
choose-sent = Фото надійшло. Відкриваємо кадрування.
choose-drop = Перетягніть файл сюди або
choose-file = Вибрати з диска
choose-file-phone = Вибрати з галереї
choose-camera = Зробити фото
choose-paste = Можна також вставити фото:
choose-hint = JPG, PNG, WebP або HEIC, до 25 МБ, щонайменше 354 × 496 px, найкраще від 492 × 633 px. Великі фото зменшимо самі.
choose-do = Надіслати
choose-back = Назад до вимог
choose-other-person = Нехай фото зробить інша особа.
choose-other-person-why = З півтора метра обличчя виходить природно. Селфі його спотворює.

## The photo: the frame
crop-title = Виставте кадр
crop-said = Збільшення { $zoom } %, поворот { $angle }°
crop-show = Показати кадр
crop-stage = Фото в кадрі 35 × 45 мм
crop-frame = Розмір і поворот
crop-zoom-in = Наблизити
crop-zoom-out = Віддалити
crop-turn-left = Повернути ліворуч 1°
crop-turn-right = Повернути праворуч 1°
crop-quarter = Повернути на 90°
crop-move = Переміщення
crop-left = Пересунути ліворуч
crop-right = Пересунути праворуч
crop-up = Пересунути вгору
crop-down = Пересунути вниз
crop-result = Так буде на посвідченні
crop-result-proposed = 19 × 26 мм. Кадр ми виставили самі, його можна поправити.
crop-result-saved = 19 × 26 мм. Це збережений кадр; його ще можна поправити.
crop-hints = Поради
crop-hints-what = Це лише підказки програми. Рішення про фото ухвалює людина в секретаріаті.
look-running = Перевіряємо фото на цьому пристрої
look-picture = Вибране фото
look-good = Програма не має зауважень до цього фото.
crop-numbers = Числа
crop-cx = Центр, горизонтально (px)
crop-cy = Центр, вертикально (px)
crop-w = Ширина кадру (px)
crop-angle = Поворот (градуси)
crop-save = Зберегти фото й продовжити
crop-again = Вибрати інше фото

## The photo: the last look before sending
check-compare = Попереднє й нове
check-old = Попереднє
check-old-what = Чинне, доки школа не прийме нове.
check-old-alt = Попереднє фото
check-new = Нове
check-new-what = Це фото ви надішлете в секретаріат.
check-new-alt = Нове фото
check-preview = Попередній вигляд, не документ. Тло й знак OVI вже є на офіційному бланку — школа друкує лише фото й дані.
check-no-preview = Попередній вигляд картки зараз не можна показати, бо школа має виправити дані учня. Фото все одно можна надіслати.
check-name = Ім'я та прізвище
check-class = Клас
check-school = Школа
check-data = Дані вказала школа. Якщо в них є помилка, повідомте секретаріат.
check-not-sent = Фото ще не надіслано.
check-kept = Чернетку збережено у вашому обліковому записі.
check-replaces = Нове фото замінить те, що зараз очікує на схвалення.
check-change = Попереднє фото залишається чинним, доки школа не схвалить нове.
check-send = Надіслати в секретаріат
check-send-change = Надіслати прохання про зміну
check-crop = Поправити кадр

## The photo: where it stands
way-home = Усі учні
way-none = Фото ще немає
way-none-next = Школа чекає на фото до посвідчення. Потрібні лише телефон, світла стіна й кілька хвилин.
way-draft = Фото ще не надіслано
way-draft-next = Чернетка чекає у вашому обліковому записі. Школа побачить її лише після надсилання.
way-waiting = Фото чекає на рішення школи
way-waiting-next = Фото надійшло в секретаріат. Нічого робити не потрібно: про рішення напишемо тут і на e-mail.
way-approved = Фото схвалено
way-approved-next = Тепер школа підготує посвідчення. Коли його можна буде забрати, напишемо тут і на e-mail.
way-prepared-next = Посвідчення підготовлено до друку. Коли його можна буде забрати, напишемо тут і на e-mail.
way-printed-next = Посвідчення надруковано, воно чекає в секретаріаті.
way-issued-next = Воно на посвідченні, яке видала школа.
way-change = Прохання про зміну чекає на рішення школи
way-change-next = Секретаріат порівняє обидва фото. Попереднє чинне, доки школа не прийме нове; про рішення ми напишемо.
way-removal = Прохання про видалення чекає на рішення школи
way-removal-next = Без фото школа не надрукує наступного посвідчення. Про рішення ми напишемо.
way-removed = Фото видалено
way-removed-next = Без фото школа не надрукує посвідчення. Нове можна додати будь-коли.
way-left = Не в цій школі з { $date }
way-left-next = Навчання в цій школі закінчено, тому нове фото не потрібне. Те, що було, можна й далі переглядати.
way-drop-draft = Видалити чернетку
way-withdraw = Відкликати фото
way-withdraw-change = Відкликати прохання
way-rejected-photo = Надіслане фото
way-rejected-alt = Відхилене фото
way-sent-on = Надіслано { $date }
way-example = Так буде добре
way-example-alt = Малюнок: правильне фото на світлому тлі
way-example-what = Обличчя прямо, гладка світла стіна за пів метра позаду.
way-title = Що було й що далі
way-to-come = ще попереду
way-step-sent = Надіслано в секретаріат
way-step-approved = Схвалено
way-step-rejected = Відхилено: { $reason }
way-step-prepared = Посвідчення підготовлено до друку
way-step-printed = Посвідчення надруковано, його можна забрати в секретаріаті
way-step-issued = Посвідчення отримано
way-step-send = Надсилання фото
way-step-new = Нове фото
way-step-decision = Рішення секретаріату
way-step-print = Друк посвідчення
way-step-issue = Отримання в секретаріаті

## Messages to the family
message-new = нове
message-approved = { $name }: фото схвалено
message-approved-text = Тепер школа може підготувати посвідчення. Коли його можна буде забрати, ви отримаєте повідомлення.
message-rejected = { $name }: фото відхилено
message-undone = { $name }: фото знову чекає на рішення
message-undone-text = Школа скасувала своє рішення й перегляне фото ще раз. Нічого робити не потрібно.
message-printed = { $name }: посвідчення можна забрати
message-printed-text = Посвідчення надруковано, воно чекає в секретаріаті школи.
message-issued = { $name }: посвідчення отримано
message-issued-text = Школа записала отримання посвідчення. Термін його дії видно на сторінці фото.
message-open = Переглянути
message-read = Позначити як прочитане
message-none = Повідомлень ще немає
message-none-text = Ми напишемо тут і на e-mail, коли школа перегляне фото або посвідчення можна буде забрати.
message-none-do = Перейти на головну

## The desk
desk-steps = Почнімо
desk-steps-text = Кілька кроків — і родини зможуть надсилати фото. Кожен можна завершити пізніше.
desk-step-class = Додайте клас
desk-step-class-who = Класи додає адміністратор школи.
desk-step-pupils = Додайте учнів
desk-step-pupils-who = Учнів додає секретаріат або адміністратор.
desk-step-families = Запросіть родини
desk-step-families-who = Родини запрошує секретаріат або адміністратор.
desk-step-blanks = Прийміть бланки на облік
desk-step-blanks-who = Бланки приймає секретаріат.
desk-step-done = готово
desk-next = Зараз
desk-next-waiting = { $count ->
    [one] фото чекає на ваше рішення.
    [few] фото чекають на ваше рішення.
    [many] фото чекають на ваше рішення.
   *[other] фото чекають на ваше рішення.
}
desk-next-waiting-do = Переглянути фото
desk-next-changes = { $count ->
    [one] родина просить змінити фото.
    [few] родини просять змінити фото.
    [many] родин просять змінити фото.
   *[other] родини просять змінити фото.
}
desk-next-changes-do = Переглянути прохання
desk-next-ready = { $count ->
    [one] учень готовий до друку посвідчення.
    [few] учні готові до друку посвідчень.
    [many] учнів готові до друку посвідчень.
   *[other] учня готові до друку посвідчень.
}
desk-next-ready-do = Створити партію друку
desk-next-blanks = { $count ->
    [one] учень готовий до друку, але бланків у наявності немає.
    [few] учні готові до друку, але бланків у наявності немає.
    [many] учнів готові до друку, але бланків у наявності немає.
   *[other] учня готові до друку, але бланків у наявності немає.
}
desk-next-blanks-do = Прийняти бланки
desk-next-hand-out = { $count ->
    [one] посвідчення надруковане й чекає, щоб його забрали.
    [few] посвідчення надруковані й чекають, щоб їх забрали.
    [many] посвідчень надруковані й чекають, щоб їх забрали.
   *[other] посвідчення надруковані й чекають, щоб їх забрали.
}
desk-next-hand-out-do = Видати посвідчення
desk-next-missing = { $count ->
    [one] учень ще не має фото.
    [few] учні ще не мають фото.
    [many] учнів ще не мають фото.
   *[other] учня ще не мають фото.
}
desk-next-missing-do = Показати, хто не має фото
desk-all-done = Усе зроблено
desk-all-done-text = Ніщо не чекає на ваше рішення. Нові фото з'являться тут.
desk-todo = Що чекає
desk-waiting = Фото чекають на схвалення
desk-changes = Прохання про зміну
desk-ready = Готові до друку
desk-ready-hint = бланків у наявності: { $blanks }
desk-to-hand-out = Посвідчення до видачі
desk-missing = Учні без фото
desk-stock = Бланки суворого обліку
desk-stock-open = Показати книгу
desk-stock-empty = У наявності ще немає ні бланків, ні голограм.
desk-blanks = Бланки { $template }
desk-holograms = Голограми { $year }
desk-in-stock = { $count } у наявності
desk-school = Школа
desk-pupils = { $count ->
    [one] учень
    [few] учні
    [many] учнів
   *[other] учня
}
desk-classes = { $count ->
    [one] клас
    [few] класи
    [many] класів
   *[other] класу
}
desk-nothing = Поки що тут нічого немає
desk-nothing-text = У цьому обліковому записі ще немає завдань.
desk-no-photo-day = Зйомку не заплановано
desk-no-photo-day-text = Коли школа призначить день зйомки, ви побачите його тут.
my-class-text = Учні та їхні фотографії для посвідчення.
my-class-sent = Фотографії: { $sent } з { $all }
my-class-empty = Ви ще не маєте класу
my-class-empty-text = Клас призначає секретаріат.
my-class-nobody = У цьому класі ще немає учнів.

## Photos at school
photos-tabs = Види фото
photos-tab-waiting = Очікує на схвалення
photos-tab-changes = Прохання про зміну
photos-tab-rejected = Відхилено
photos-tab-approved = Схвалено
photos-tab-missing = Немає фото
photos-one-by-one = Переглянути по черзі
photos-class = Клас
photos-class-all = Усі класи
photos-show = Показати
photos-in-class = { $count ->
    [one] { $count } учень
    [few] { $count } учні
    [many] { $count } учнів
   *[other] { $count } учня
}
photos-age = { $count ->
    [one] { $count } рік
    [few] { $count } роки
    [many] { $count } років
   *[other] { $count } року
}
photos-empty-class = У цьому класі тут нічого немає
photos-empty-class-text = Перегляньте іншу вкладку або всі класи.
photos-empty-class-do = Усі класи
photos-empty-missing = Кожен учень має фото
photos-empty-missing-text = Більше нікого не треба просити.
photos-empty-first = Фото ще немає
photos-empty-first-text = Фото надсилають родини. Запросіть їх на сторінці учня; перше фото з'явиться тут.
photos-empty-first-do = Перейти до учнів
photos-empty-done = Усе перевірено
photos-empty-done-text = Жодне фото не чекає на рішення.
photos-empty-done-print = Створити партію друку (готових: { $count })
photos-empty-tab = Тут нічого немає
photos-empty-tab-text = Жодне фото зараз не перебуває в цьому стані.
photos-done-approved = Фото схвалено: { $name }
photos-done-rejected = Фото відхилено: { $name }
photos-undo = Скасувати
photos-undo-decision = Скасувати рішення
photos-review = Перегляд фото
photos-offline = Немає з'єднання. Рішення чекає на надсилання; не закривайте цю вкладку.
photos-grid = Сітка
photos-place = { $at } з { $of }
photos-progress = Поступ: { $at } з { $of }
photos-keys = Клавіатурні скорочення
photos-key-reason = Відхилити з цією причиною
photos-key-own = Власна причина
photos-key-move = Попереднє, наступне
photos-approve = Схвалити
photos-reject = Відхилити…
photos-skip = Пропустити
photos-reason = Причина відхилення
photos-reason-background = Тло не є рівним і світлим
photos-reason-head-size = Обличчя замале або завелике в кадрі
photos-reason-blurred = Фото нечітке
photos-reason-dark-or-shadow = Затемне або тінь на обличчі
photos-reason-turned = Голова повернута або нахилена
photos-reason-eyes = Очі заплющені чи закриті, відблиск в окулярах
photos-reason-headgear = Головний убір або темні окуляри
photos-reason-wrong-person = Не та особа або кілька осіб
photos-reason-old-or-filtered = Застаріле, чорно-біле або з фільтром
photos-reason-other = Відхилити з власною причиною
photos-note = Примітка або власна причина (її побачить родина)
photos-note-quoted = «{ $note }»
photos-strip = Наступні фото
photos-stage = Фото для оцінки
photos-alt = Фото: { $name }
photos-facts = Дані до фото
photos-sent-by = Від кого
photos-sent-at = Коли
photos-declaration = Заява
photos-declared = подано { $time }
photos-no-remarks = Автоматична перевірка не має зауважень
photos-before = Попереднє фото
photos-before-text = Залишиться, якщо відхилите нове.
photos-before-alt = Попереднє фото: { $name }
photos-previous = Попереднє
photos-next = Наступне
photos-history = Історія
photos-pupil = Картка учня
photos-only-look = Рішення про фото ухвалює секретаріат. У цьому обліковому записі його можна переглядати.
photos-decided-approved = Схвалено { $time } · { $by }
photos-decided-rejected = Відхилено { $time } · { $by }: { $reason }
photos-decided-rejected-own = Відхилено { $time } · { $by }
photos-state-draft = Не надіслано
photos-state-submitted = Очікує на схвалення
photos-state-approved = Схвалено
photos-state-rejected = Відхилено
photos-state-withdrawn = Відкликано родиною
photos-state-superseded = Замінено новішим
photos-state-removed = Видалено
photos-verb-uploaded = Завантажено
photos-verb-cropped = Кадровано
photos-verb-sent = Надіслано в секретаріат
photos-verb-approved = Схвалено
photos-verb-rejected = Відхилено
photos-verb-review-undone = Рішення скасовано

## What the automatic check noticed, for the school
check-resolution = Мало пікселів
check-no-face = Обличчя не видно
check-faces = Більше ніж одна особа
check-head-cut = Голова обрізана або біля краю
check-head-small = Обличчя мале в кадрі
check-head-large = Обличчя велике в кадрі
check-centre = Обличчя збоку кадру
check-eye-line = Очі зависоко або занизько
check-tilt = Голова нахилена
check-sharpness = Нечітке
check-darkness = Обличчя темне
check-overexposure = Обличчя пересвічене
check-glare = Відблиск, перевірте окуляри
check-side-light = Тінь на половині обличчя
check-greyscale = Чорно-біле
check-colour-cast = Змінені кольори
check-background-dark = Тло темне
check-background-colour = Тло кольорове
check-background-uneven = Тло нерівне
check-compression = Файл сильно стиснутий
check-same-file = Той самий файл в іншого учня

## Pupils
pupils-count = { $count ->
    [one] { $count } учень
    [few] { $count } учні
    [many] { $count } учнів
   *[other] { $count } учня
}
pupils-list = Список учнів
pupils-add = Додати учня
pupils-add-do = Додати учня
pupils-add-next = Додати наступного учня цього класу
pupils-added = Учня додано. Тепер запросіть родину, щоб вона могла надіслати фото.
pupils-cancel = Скасувати
pupils-search = Прізвище або ім'я
pupils-name = Прізвище та ім'я
pupils-class = Клас
pupils-class-choose = Виберіть клас
pupils-identity-short = PESEL або документ
pupils-photo = Фото
pupils-card = Посвідчення
pupils-card-valid = Дійсне
pupils-card-expired = Термін минув
pupils-card-not-issued = Не видано
pupils-card-invalid = Недійсне
pupils-card-number = Номер
pupils-card-template = Зразок
pupils-card-until = Дійсне до
pupils-cards = Посвідчення
pupils-cards-empty = Учень ще не має посвідчення.
pupils-family = Родина
pupils-listed = Кого показати
pupils-listed-all = Теперішні учні
pupils-listed-no-photo = Без фото
pupils-listed-waiting = Фото чекає
pupils-listed-rejected = Фото відхилено
pupils-listed-no-card = Без посвідчення
pupils-listed-ready = Готові до друку
pupils-listed-no-family = Без повʼязаної родини
pupils-listed-left = Колишні учні
pupils-found = { $count ->
    [one] Знайдено { $count } учня.
    [few] Знайдено { $count } учнів.
    [many] Знайдено { $count } учнів.
   *[other] Знайдено { $count } учня.
}
pupils-nothing-found = Нікого не знайдено
pupils-nothing-found-text = Перевірте написання або очистьте фільтри. Польські літери необов'язкові.
pupils-clear = Очистити фільтри
pupils-empty = Учнів ще немає
pupils-empty-text = Додайте першого, а потім запросіть його родину.
pupils-empty-class-text = Спершу потрібен клас. Класи додає адміністратор школи.
pupils-no-class = Ще немає жодного класу
pupils-who = Учень
pupils-given-hint = Усі імена, як вони мають бути на посвідченні.
pupils-born = Дата народження
pupils-identity-form = Номер PESEL або інший документ
pupils-pesel = PESEL
pupils-pesel-hint = 11 цифр; ми перевіримо контрольну цифру й дату народження.
pupils-document-text = Учень не має номера PESEL? Залиште його порожнім і вкажіть документ, що посвідчує особу.
pupils-document-name = Назва документа
pupils-document-number = Номер документа
pupils-data = Дані на посвідченні
pupils-identity = Номер PESEL або інший документ
pupils-reveal = Показати
pupils-reveal-text = Перегляд записуємо в журнал.
pupils-revealed = Показано лише цього разу; ми записали це в журнал.
pupils-review = Переглянути фото
pupils-photos = Історія фото
pupils-photos-empty = Родина ще не надіслала фото.

## Changes of a pupil
pupil-log = Журнал учня
pupil-follows = Що з цього випливає
pupil-choose = Виберіть
pupil-left-since = Не в школі з { $date }
pupil-name-title = Змінити імʼя або прізвище
pupil-name-do = Зберегти нові дані
pupil-name-card = На посвідченні { $number } попередні дані. На картці нічого не виправляють: її треба обміняти, безоплатно.
pupil-name-old-card = Учень повертає стару картку, а школа знищує її й зазначає це в реєстрі.
pupil-name-new-card = Нова картка отримує новий номер і новий запис у реєстрі. Схвалене фото залишається.
pupil-name-no-card = Учень ще не має посвідчення: перше буде вже з новими даними.
pupil-name-log = Підставу зміни записуємо в журнал. Копія документа залишається в справах школи.
pupil-ground = Підстава зміни
pupil-ground-hint = Документ, який показали школі.
pupil-ground-certificate = Копія свідоцтва про народження або шлюб
pupil-ground-decision = Адміністративне рішення
pupil-ground-ruling = Рішення суду
pupil-ground-error = Помилка школи
pupil-renamed = Нові дані збережено.
pupil-renamed-card = Нові дані збережено. Посвідчення { $number } тепер треба обміняти.
pupil-class-title = Перевести до іншого класу
pupil-class-do = Перевести
pupil-class-card = На посвідченні класу немає, тому картка залишається.
pupil-moved = Учень уже в новому класі.
pupil-pesel-title = Дописати наданий PESEL
pupil-pesel-do = Зберегти PESEL
pupil-pesel-text = PESEL замінить інший документ; номера того документа більше не зберігаємо.
pupil-pesel-card = Посвідчення { $number } на день видачі було правильним і залишається чинним. PESEL буде на наступній картці.
pupil-pesel-given = PESEL збережено.
pupil-departure-title = Учень вибув зі школи
pupil-departure-do = Позначити, що вибув
pupil-departure-lists = Учень зникне зі списків, із черги фото та з друку. Його видно за фільтром «Колишні учні».
pupil-departure-family = Родина бачитиме те, що було, але не надішле нового фото.
pupil-departure-card = Посвідчення { $number } зберігає свою дату, але учень уже не має прав, які воно підтверджує. Попросіть його повернути; закон цього не вимагає. Не продовжуйте його й не видавайте дубліката.
pupil-departure-photos = Фото, яких немає на жодному посвідченні, видалимо через 30 днів після вибуття.
pupil-left-on = Дата вибуття
pupil-left-on-hint = Перший день поза школою, не пізніше ніж сьогодні.
pupil-why = Чому?
pupil-why-graduated = Закінчення школи
pupil-why-transferred = Перехід до іншої школи
pupil-why-removed = Відрахування або відмова від навчання
pupil-left = Учень тепер серед колишніх учнів.
pupil-left-card = Учень тепер серед колишніх учнів. Попросіть повернути посвідчення { $number }.
pupil-return-title = Прийняти знову
pupil-return-do = Прийняти знову
pupil-return-text = Учень повернеться до списків з усією історією. Родина знову зможе надіслати фото.
pupil-return-card = Посвідчення { $number } є в реєстрі. Перевірте його термін і чи воно в учня.
pupil-returned = Учень знову в школі.

## Classes
classes-title = Класи
classes-count = { $count ->
    [one] { $count } клас
    [few] { $count } класи
    [many] { $count } класів
   *[other] { $count } класу
}
classes-of-year = { $name } ({ $year })
classes-year = Навчальний рік
classes-teacher = Класний керівник
classes-no-teacher = без класного керівника
classes-teacher-do = Призначити
classes-teacher-set = Класного керівника збережено.
classes-add = Додати клас
classes-added = Клас { $name } додано.
classes-name = Назва класу
classes-name-hint = Наприклад, 1B. Його буде додано до поточного навчального року.
classes-taken = Клас { $name } уже є в навчальному році { $year }. Регістр літер, пробіли й дефіси класів не розрізняють.
classes-empty = Класів ще немає
classes-empty-text = З класу все починається: до нього додають учнів.

## Families
guardians-title = Запросити родину: { $name }
guardians-text = Ми надішлемо лист із посиланням. Запрошена особа задасть пароль і надішле фото з телефона.
guardians-email-hint = На цю адресу прийде запрошення; вона буде й логіном. Без адреси ви надрукуєте лист із кодом.
guardians-kind = Хто це?
guardians-kind-parent = Один із батьків
guardians-kind-guardian = Опікун
guardians-kind-pupil = Учень (власний обліковий запис)
guardians-scope = Що може робити?
guardians-scope-hint = Зазвичай усе. Якщо суд заборонив контакт, не запрошуйте цю особу.
guardians-scope-full = Надсилати й переглядати фото
guardians-scope-view = Лише переглядати
guardians-scope-none = Нічого – так вирішив суд
guardians-scope-change = Змінити права
guardians-scope-title = Права: { $name }
guardians-scope-text = Зміна діє одразу, також на відкритих сторінках. Програма нікого про неї не повідомляє.
guardians-decided-on = Дата рішення суду
guardians-decided-on-hint = Лише якщо суд позбавив прав або призупинив їх. Саме рішення залишається у справах школи.
guardians-scope-do = Зберегти права
guardians-scope-set = Права змінено. Це діє одразу.
guardians-court = рішення від { $date }
guardians-do = Надіслати запрошення
guardians-do-short = Запросити
guardians-login = логін { $login }
guardians-letter = Лист із кодом
guardians-letter-title = Лист із кодом: { $name }
guardians-letter-text = Ця особа не має адреси e-mail. Лист для друку містить адресу з кодом, який діє один раз, протягом 30 днів. Новий лист скасовує попередній.
guardians-letter-do = Створити лист
guardians-letter-once = Код видно лише зараз. Надрукуйте лист, перш ніж закрити цю сторінку; за потреби можна створити новий.
guardians-letter-address = Адреса запрошення
guardians-letter-login = Логін
guardians-letter-until = Діє до
guardians-letter-print = Завантажити лист (PDF)
guardians-letter-back = Назад до учня
invite-other-name = Перевірте, чи в адресі немає помилки. Якщо адреса правильна, підтвердьте її: запрошена особа побачить, чого стосується запрошення, і зможе його відхилити.
invite-other-name-correct = Виправити адресу
invite-other-name-do = Адреса правильна, запросити
guardians-invited = Запрошення надіслано. Коли його приймуть, ви побачите це тут.
guardians-revoked = Доступ відкликано. Це діє одразу.
guardians-empty = З цим учнем ще ніхто не пов'язаний.
guardians-state-invited = запрошення надіслано
guardians-state-paper = запрошення на папері
guardians-state-accepted = обліковий запис активний
guardians-state-declined = запрошення відхилено – перевірте адресу
guardians-state-revoked = доступ відкликано
guardians-revoke = Відкликати доступ…
guardians-revoke-text = { $name } одразу перестане бачити фото й посвідчення цього учня. Пізніше можна запросити знову.
guardians-revoke-do = Відкликати доступ

## Print, cards, stock, staff
all-classes = Усі класи
role-head = директор
role-secretary = секретаріат
role-form-teacher = класний керівник
role-administrator = адміністратор
role-photographer = фотограф
role-guardian = мати, батько або опікун
role-pupil = учень
role-operator = оператор
role-inspector = перевіряльник
membership-invited = запрошення надіслано
membership-accepted = обліковий запис діє
membership-declined = запрошення відхилено – перевірте адресу
membership-revoked = доступ скасовано
receiver-pupil = учень
receiver-parent = мати або батько
receiver-guardian = законний опікун
receiver-graduate = випускник
signature-pickup-list = список отримання
signature-paper-receipt = окрема розписка
account-producer = виробник
account-stock = склад
account-reserved = партія друку
account-used = видані картки
account-spoiled = зіпсовані
account-destroyed = знищені
standing-valid = чинний
standing-expired = термін дії минув, потрібна голограма
standing-not-yet-issued = ще не отриманий
standing-invalid = недійсний
not-ready-no-photo = немає фото
not-ready-waiting = фото чекає на рішення
not-ready-rejected = фото відхилено, чекаємо на нове
not-ready-in-progress = посвідчення вже друкується або чекає на отримання
not-ready-has-card = уже має посвідчення
not-ready-no-template = немає зразка картки для цього типу школи

stage-prepared = Підготовлена
stage-printing = Друкується
stage-printed = Надрукована
stage-issued = Видана

print-ready = Готові до друку: { $count }
print-new = Нова партія
print-new-title = Нова партія друку
print-runs = Партії друку, від найновішої
print-run = Партія
print-run-number = Партія { $number }
print-opened = Створена
print-issued-on = Дата видачі
print-issued-on-hint = Ця дата буде на всіх картках партії. Це може бути день не пізніше ніж через 60 днів.
print-cards = Картки
print-printed = Надруковані
print-issued = Отримані
print-state = Стан
print-to-print = { $count ->
    [one] { $count } картка до друку
    [few] { $count } картки до друку
    [many] { $count } карток до друку
   *[other] { $count } картки до друку
}
print-to-collect = { $count ->
    [one] { $count } картка чекає на отримання
    [few] { $count } картки чекають на отримання
    [many] { $count } карток чекають на отримання
   *[other] { $count } картки чекають на отримання
}
print-empty = Партій друку ще немає
print-empty-text = Партія – це картки, які друкують разом: для учнів, чиє фото прийнято.
print-empty-do = Перейти до фото
print-not-opened = Партію не створено.
print-class = Клас
print-class-do = Показати
print-of-class = Клас
print-pupil = Учень
print-ready-pupils = Готові до друку
print-blanks = Бланки { $template }
print-blanks-in-stock = на складі
print-blanks-left = Залишиться після друку всіх
print-next-number = Перший номер
print-blanks-missing = { $count ->
    [one] Для всіх готових бракує { $count } бланка. Виберіть менше учнів або прийміть поставку.
    [few] Для всіх готових бракує { $count } бланків. Виберіть менше учнів або прийміть поставку.
    [many] Для всіх готових бракує { $count } бланків. Виберіть менше учнів або прийміть поставку.
   *[other] Для всіх готових бракує { $count } бланка. Виберіть менше учнів або прийміть поставку.
}
print-blanks-missing-do = Прийняти поставку бланків
print-no-template = Для цього типу школи в нас ще немає зразка картки, який ми вміємо друкувати.
print-no-head = На цей день у школи не вказано директора. Попросіть адміністратора школи внести його; без цього картку не надрукувати.
print-nobody = Ніхто не готовий до друку
print-nobody-text = Учень готовий, коли його фото прийнято, а посвідчення ще немає.
print-template = Зразок картки
print-head = Директор на картці
print-choose = Учні в партії
print-open = Створити партію
print-cancel = Повернутися до партій
print-not-ready = { $count ->
    [one] Ще не готові: { $count } учень
    [few] Ще не готові: { $count } учні
    [many] Ще не готові: { $count } учнів
   *[other] Ще не готові: { $count } учня
}
print-why = Чому

run-sheet = PDF для друку
run-pickup-list = Список отримання
run-left-to-print = До друку
run-previews = Картки в партії
run-previews-text = Це перегляд на екрані, а не документ. На бланку друкуємо лише фото й дані; тло, постійні написи та знак OVI на ньому вже є від виробника.
run-small = Деякі тексти на картках будуть дрібнішими, бо вони довгі. Перегляньте їх перед друком.
run-small-all = «{ $field }»: на всіх картках.
run-small-some = «{ $field }»: учень у партії
run-small-card = { $place } (№ { $number })
run-confirm = Результат друку
run-confirm-text = Завантажте PDF і надрукуйте картки. Потім підтвердьте, що вони вийшли добре. Якщо якась зіпсувалася, позначте її: бланк спишемо зі складу, а картка з тим самим номером чекатиме на новому бланку на наступний друк.
run-spoiled = Позначте лише зіпсовані картки
run-spoiled-card = Зіпсована
run-confirm-do = Надруковано
run-hand-out = До отримання
run-hand-out-text = Запишіть отримання, коли список підписано. Тоді картка отримує голограму на цей навчальний рік і запис у реєстрі. Якщо отримує учень, прізвище можна не вказувати.
run-hand-out-table = Картки до отримання

cards-title = Посвідчення № { $number }
cards-record = Дані картки
cards-preview = Попередній вигляд
cards-name = Ім’я та прізвище
cards-number = Номер
cards-marking = Бланк
cards-producer = Виробник бланка
cards-expires = Дійсне до
cards-expires-later = визначиться під час отримання, разом із голограмою
cards-received = Отримання
cards-state-prepared = підготовлена до друку
cards-state-printed = надрукована, до отримання
cards-state-issued = отримана
cards-state-invalidated = визнана недійсною
cards-state-returned = повернена до школи
cards-state-destroyed = знищена
cards-state-handed-over = передана органу, який керує школою
receipt-title = Отримання
receipt-text = Запишіть, хто отримав посвідчення. Картка отримує голограму на цей навчальний рік і запис у реєстрі; цей запис не видаляють.
receipt-receiver = Отримує
receipt-receiver-of = Отримує – { $name }
receipt-name = Хто підписав
receipt-name-of = Хто підписав – { $name }
receipt-name-hint = Ім’я та прізвище. Якщо отримує учень, можна не заповнювати.
receipt-on = Дата отримання
receipt-on-of = Дата отримання – { $name }
receipt-do = Записати отримання

register-title = Реєстр шкільних посвідчень
register-year = навчальний рік { $year }
register-years = Навчальні роки
register-pdf = Реєстр у PDF
register-text = Записи не видаляють і не змінюють.
register-pdf-text = У PDF є повні номери PESEL, тому кожне завантаження записуємо в журнал.
register-region = Таблиця реєстру, прокручується вбік
register-empty = У цьому навчальному році записів ще немає
register-empty-text = Реєстр наповниться після видачі першої картки.
register-empty-do = Перейти до друку
register-ordinal = №
register-identity = PESEL або документ
register-kind = Вид
register-original = посвідчення
register-duplicate = дублікат
register-received-by = Хто отримав
register-signature = Підпис

stock-title = Бланки та голограми
stock-text = Бланки суворої звітності: кожен рух є в книзі й залишається в ній назавжди.
stock-empty = Ще немає жодної поставки
stock-empty-text = Внесіть першу поставку бланків і голограм. Далі програма сама рахує, що йде в друк і на картки.
stock-blanks-of = Бланки { $template }
stock-holograms-of = Голограми { $year }
stock-blank-of = бланк { $template }
stock-hologram-of = голограма { $year }
stock-in-stock = На складі
stock-reserved = У партіях друку
stock-used = На картках
stock-spoiled = Зіпсовані
stock-sum = Отримано: { $received }, знищено: { $destroyed }.
stock-holds = Рахунок сходиться.
stock-does-not-hold = Рахунок не сходиться. Перевірте книгу та проведіть інвентаризацію.
stock-blanks-receive = Поставка бланків
stock-holograms-receive = Поставка голограм
stock-producer = Виробник
stock-producer-hint = Так, як у документі поставки; потрапляє до реєстру.
stock-first = Перше позначення
stock-first-hint = Дві великі літери та сім цифр, наприклад AB0000001. Наступні порахуємо самі.
stock-quantity = Кількість
stock-blanks-quantity-hint = Від 1 до 2000. Наприклад, 40 штук від AB0000001 – це AB0000001–AB0000040.
stock-holograms-quantity-hint = Від 1 до 5000, наприклад 40.
stock-on = Дата приймання
stock-on-hint = Не пізніше сьогоднішнього дня, наприклад 1 вересня 2026.
stock-document = Документ
stock-document-hint = Наприклад, номер рахунку або протоколу.
stock-year = Навчальний рік
stock-blanks-do = Прийняти бланки
stock-holograms-do = Прийняти голограми
stock-movements = Книга рухів
stock-movements-text = Найновіші рухи вгорі.
stock-when = Дата
stock-what = Що
stock-way = Звідки й куди
stock-after = На складі після руху
stock-by = Хто вніс

staff-text = Хто в цій школі працює з Legitka і в якій ролі.
staff-table = Працівники школи
staff-name = Ім’я та прізвище
staff-role = Роль
staff-state = Стан облікового запису
staff-second-factor = Другий чинник
staff-enrolled = налаштовано
staff-not-enrolled = ще не налаштовано
staff-reset = Вилучити…
staff-reset-text = Для того, хто втратив телефон і резервні коди. Сеанси цієї особи закінчаться одразу, а під час наступного входу вона налаштує новий другий чинник. Про це їй прийде лист. Спершу переконайтеся, що про це просить вона сама.
staff-reset-do = Вилучити другий чинник
staff-revoke = Скасувати доступ
staff-invite = Запросити працівника
staff-invite-text = На цю адресу надішлемо посилання, за яким працівник установить пароль і другий чинник.
staff-invite-do = Надіслати запрошення

tokens-text = Токени, якими інші програми школи, наприклад журнал, з’єднуються з Legitka.
tokens-made = Токен готовий. Скопіюйте його зараз.
tokens-once = Показуємо його лише раз і не зберігаємо. Якщо він загубиться, скасуйте його та створіть новий.
tokens-empty = Жодна програма зараз не має доступу.
tokens-table = Токени
tokens-name = Для чого
tokens-name-hint = Наприклад: електронний журнал
tokens-role = Діє як
tokens-role-hint = Програма може те саме, що й ця роль, і нічого більше.
tokens-scope = Обсяг
tokens-read = лише читання
tokens-change = читання і зміни
tokens-ends = Діє до
tokens-used = Востаннє використано
tokens-never = ще ні
tokens-revoke = Скасувати
tokens-revoked = скасовано
tokens-new = Новий токен
tokens-days = На скільки днів
tokens-days-hint = Від 1 до 366.
tokens-do = Створити токен

school-data-title = Дані школи
school-data-text = Назва, адреса й директор потрапляють на посвідчення.
school-data-changed = Збережено. Нові дані будуть на картках наступних партій.
school-data-since-hint = Пізніша дата вносить нового директора, та сама – виправляє написання. На посвідченні стоїть директор на день його видачі.
school-data-do = Зберегти
school-data-heads = Директори
school-data-teachers = Класні керівники
school-data-teachers-review = Класні керівники приймають і відхиляють фотографії своїх класів
school-data-teachers-look = Класні керівники лише переглядають фотографії своїх класів.
school-data-teachers-do = Зберегти
school-data-from = Від
school-data-until = До
school-data-now = дотепер

audit-title = Журнал подій
audit-text = Хто, що й коли зробив. Записи неможливо змінити чи видалити.
audit-table = Події, від найновішої
audit-at = Коли
audit-by = Хто
audit-role = Роль
audit-what = Що
audit-particulars = Подробиці
audit-program = програма
audit-older = Старіші
audit-newest = Найновіші
audit-empty = Старіших подій немає
audit-empty-text = Це вже початок журналу.
event-blanks-received = Прийнято бланки
event-card-issued = Видано посвідчення
event-card-prepared = Підготовлено картку до друку
event-card-printed = Надруковано картку
event-card-spoiled = Картку зіпсовано під час друку
event-class-added = Додано клас
event-class-form-teacher-set = Змінено класного керівника
event-guardian-invited = Запрошено опікуна
event-guardian-joined = Опікун прийняв запрошення
event-guardian-declined = Одержувач запрошення до родини відхилив його
event-guardian-revoked = Скасовано доступ опікуна
event-guardian-scope-set = Змінено права опікуна
event-guardian-letter-made = Створено лист із кодом для опікуна
event-guardian-letter-printed = Завантажено лист із кодом для опікуна
event-holograms-received = Прийнято голограми
event-identity-seen = Показано PESEL або документ
event-installation-set-up = Створено інсталяцію
event-installation-set-up-link-made = Створено посилання для заснування школи
event-installation-started = Запущено програму
event-message-read = Прочитано повідомлення
event-message-sent = Надіслано повідомлення
event-person-language-chosen = Вибрано мову
event-person-made = Створено обліковий запис
event-person-password-changed = Змінено пароль
event-person-password-set = Установлено новий пароль з консолі сервера
event-person-recovery-code-used = Використано резервний код
event-person-recovery-codes-made = Створено нові резервні коди
event-person-second-factor-given = Введено другий чинник
event-person-second-factor-reset = Вилучено другий чинник з консолі сервера
event-person-second-factor-set-up = Налаштовано другий чинник
event-person-signed-in = Вхід
event-person-signed-out = Вихід
event-person-signed-out-elsewhere = Вихід на інших пристроях
event-photo-approved = Прийнято фото
event-photo-cropped = Установлено кадр
event-photo-rejected = Відхилено фото
event-photo-review-undone = Скасовано рішення про фото
event-photo-seen = Переглянуто фото
event-photo-sent = Надіслано фото до школи
event-photo-uploaded = Завантажено фото
event-photo-withdrawn = Відкликано фото
event-print-run-confirmed = Підтверджено результат друку
event-print-run-opened = Створено партію друку
event-print-run-pickup-list-taken = Завантажено список отримання
event-print-run-sheet-taken = Завантажено PDF для друку
event-pupil-added = Додано учня
event-pupil-moved = Учня переведено до іншого класу
event-pupil-pesel-given = Записано наданий PESEL
event-pupil-renamed = Змінено імʼя або прізвище
event-pupil-left = Учень вибув зі школи
event-pupil-returned = Учня прийнято знову
event-register-printed = Завантажено реєстр у PDF
event-school-changed = Змінено дані школи
event-school-form-teachers-set = Змінено права класних керівників
event-school-made = Засновано школу
event-staff-invited = Запрошено працівника
event-staff-joined = Працівник прийняв запрошення
event-staff-declined = Одержувач запрошення на роботу відхилив його
event-invitation-declined = Запрошення відхилено
event-staff-revoked = Скасовано доступ працівника
event-staff-second-factor-reset = Вилучено другий чинник працівника
event-token-made = Створено токен
event-token-revoked = Скасовано токен
audit-pupil = учень
audit-by-token = через програму з токеном
audit-of-cards = картки
audit-of-before = раніше
audit-of-days = на скільки днів
audit-of-declaration = версія заяви
audit-of-entries = записи
audit-of-first = перше позначення
audit-of-ground = підстава
audit-of-hologram = голограма
audit-of-issued-on = дата видачі
audit-of-kind = вид
audit-of-language = мова
audit-of-name = назва
audit-of-number = номер
audit-of-on = дня
audit-of-ordinal = № з/п
audit-of-people = особи
audit-of-printed = надруковано
audit-of-quantity = штук
audit-of-reason = причина
audit-of-receiver = отримує
audit-of-role = роль
audit-of-scope = права
audit-of-sessions = пристрої
audit-of-spoiled = зіпсовано
audit-of-template = зразок
event-photo-erased = Видалено зображення після закінчення строку зберігання
audit-of-what = що
audit-of-class = клас
audit-of-print-run = партія друку
audit-of-school = школа
audit-what-draft = чернетка
audit-what-source = вихідний файл
audit-what-pictures = усі зображення
audit-what-other-name = адреса облікового запису на інше прізвище, підтверджена
audit-what-court-decision = рішення суду
audit-what-on-paper = листом на папері
audit-what-no-form-teacher = без класного керівника
audit-what-form-teachers-review = вирішують про фотографії своїх класів
audit-what-form-teachers-only-look = лише переглядають фотографії своїх класів
audit-of-why = спосіб
audit-of-year = навчальний рік

## Conflicts of the staff
conflict-last-administrator-heading = Школа не може залишитися без адміністратора
conflict-last-administrator = Це єдиний адміністратор школи. Спершу запросіть другого, потім завершіть роботу цього.
conflict-works-elsewhere-heading = Ця особа працює також в іншій школі
conflict-works-elsewhere = Другий чинник цієї особи може вилучити лише той, хто опікується сервером.
conflict-last-head-heading = Школа не може залишитися без директора
conflict-last-head = Це єдиний директор у програмі. Спершу запросіть нового, потім завершіть роботу цього.

## The last look before sending
check-identity = PESEL або документ

## The demo's people
role-parent = батько чи мати

## The way back from an error
refusal-back = Повернутися на попередню сторінку
