## Frame
## Shells, shared parts and the steps of the photo. The words printed on the card are Polish in every language.

frame-title-error = Error:
frame-skip = Skip to content
frame-main-nav = Main
frame-phone-nav = Main, on a phone
frame-more = More
frame-language = Language
frame-sign-out = Sign out
frame-demo-label = Demo
frame-demo = This is a demo. People, numbers and photos are made up.
frame-mailbox = Demo mailbox

form-errors = { $count ->
    [one] Put { $count } thing right
   *[other] Put { $count } things right
}

pages-label = Pages of the list
pages-previous = Previous
pages-next = Next
pages-where = { $from }–{ $to } of { $total }

flow-step = Step { $now } of { $of }
flow-guidelines = Guidelines
flow-choose = Choose a photo
flow-crop = Crop
flow-send = Check and send

card-name = Imię (imiona) i nazwisko
card-born = Data urodzenia
card-school = Nazwa i adres szkoły

## Dates
month-1 = January
month-2 = February
month-3 = March
month-4 = April
month-5 = May
month-6 = June
month-7 = July
month-8 = August
month-9 = September
month-10 = October
month-11 = November
month-12 = December
date-day = { $day } { $month } { $year }

## Refusals: what happened, what to do
refusal-no-key = It could not be saved
refusal-no-key-do = The form came without the key that guards against saving twice. Go back, reload the page and send the form again.
refusal-not-found = There is no such page
refusal-not-found-do = The address is incomplete, or what it led to is not for this account. Start from the home page.
refusal-method = This address cannot be opened
refusal-method-do = It only takes forms from our own pages. Start from the home page.
refusal-too-large = The file is too large
refusal-too-large-do = We take files of up to 25 MB. Nothing was saved. Go back and choose a smaller file.
refusal-cross-site = This request did not come from our site
refusal-cross-site-do = To be safe, we did not carry it out. Open the site from the address bar and try again.
refusal-host = This is not this school's address
refusal-host-do = The server knows the site under another address. Use the link from the letter or from the school's site.
refusal-bad-request = We do not understand this request
refusal-bad-request-do = Nothing was changed. Go back, reload the page and try again.
refusal-broken = Something broke on our side
refusal-broken-do = We did not carry this out; everything saved before is safe. Try again in a moment. If it happens again, write to the school office.
refusal-signed-out = Sign in
refusal-signed-out-do = This page is for people who are signed in.
refusal-forbidden = This account may not do that
refusal-forbidden-do = Your role does not permit it. The school's administrator grants permissions.
refusal-done = This was done already
refusal-done-do = The same request was carried out at the first try; we did not do it twice.
refusal-conflict = Something changed meanwhile
refusal-invalid = Correct the marked fields
refusal-photo = We cannot take this photo
refusal-too-many = Too many tries
refusal-too-many-do = The next try is possible at { $time }. The account is not locked.
refusal-busy = It is busy right now
refusal-busy-do = Nothing is lost. Try again in a few seconds.

## Refusals as programs read them
api-no-key = The header Idempotency-Key is missing
api-no-key-do = Every change needs a fresh UUID in this header, a repeated request the same one as the first time.
api-bad-key = The header Idempotency-Key cannot be read
api-bad-key-do = A key has to be a UUID, for example 3f0c8a52-6f0e-4f4f-9d55-1f2d3c4b5a69.
api-key-reused = This key belongs to another request
api-key-reused-do = A request with another address or another body was carried out under this key. This one was not. Use a new key for a new change.
api-reads-only = The token's scope does not include changes
api-reads-only-do = This token (scope: read) is for reading only. The school's administrator makes tokens whose scope includes changes.
api-not-found = There is nothing here
api-not-found-do = At this address there is nothing that belongs to the token's school. /api/openapi.json describes the addresses.
api-method = This address does not know this HTTP method
api-method-do = The header Allow names the methods it takes.
api-too-large = The request's body is too large
api-too-large-do = Nothing was changed. Split the request into smaller ones.
api-not-json = The request's body is not declared as JSON
api-not-json-do = Send it as JSON with the header Content-Type: application/json.
api-bad-request = The request cannot be read
api-bad-request-do = Its address, headers or body do not match what /api/openapi.json describes. Nothing was changed.
api-broken-do = This request was not carried out. Repeat it in a moment with the same key; if that does not help, tell the school's administrator.
api-signed-out = A valid token is needed
api-signed-out-do = Send the header Authorization: Bearer with a token that has neither expired nor been revoked.
api-forbidden = The token's role does not permit it
api-forbidden-do = The school's administrator makes tokens with another role.
api-conflict-do = This is at another stage by now, or has a newer version. Read it again and decide anew.
api-invalid = These data cannot be taken
api-invalid-do = Nothing was changed. “errors” names each field to correct, and why.
api-field-missing = This field is missing.
api-field-unknown = The API's document has no such field.
api-field-type = The value is of another type than the API's document says.

## Conflicts
conflict-approved = { $by } approved this photo on { $time }. Your decision was not saved.
conflict-rejected = { $by } rejected this photo on { $time }. Your decision was not saved.
conflict-photo = This photo is at another stage by now, so this cannot be done. Reload the page to see where it stands.
conflict-card = This card is at another stage by now, so this cannot be done. Reload the page.
conflict-changed = Somebody changed the same thing before your change was saved. Reload the page, check and save again.
conflict-newer-draft-heading = There is a newer photo
conflict-newer-draft = A newer photo was chosen after this one; it has not been sent yet and took its place. This one is gone.
conflict-newer-draft-do = Go to the newer photo
conflict-no-blanks-heading = There are too few blanks
conflict-has-left = This pupil is at the school no more, so this cannot be done. Whoever has returned is first taken back by the school.
conflict-pupil = The data of this pupil are other ones by now, so this cannot be done. Reload the page and check.
conflict-no-blanks = There are too few blanks: { $needed } needed, { $stock } in stock. Enter a delivery under “Blanks” or choose fewer pupils.
conflict-no-holograms-heading = There are no holograms
conflict-no-holograms = There are no holograms for { $year }. Enter a delivery under “Blanks”, then hand the card out.
conflict-nobody-ready-heading = There is nobody to print
conflict-nobody-ready = None of those chosen is ready for print. See the reasons in the list.
conflict-does-not-fit-heading = The data do not fit on the card
conflict-does-not-fit = The data on the card ({ $pupil }) do not fit the field “{ $field }”, or have a letter the typeface lacks. Check the spelling.
conflict-no-head-heading = The school's data lack a head
conflict-no-head = The school has no head entered for the date of issue. Add one in the school's data.
conflict-set-up-closed = This installation is set up already, or the link has expired. A new link appears when the program is started again.
conflict-link-closed-heading = This link no longer works
conflict-link-closed = This link was used, replaced by a newer one, or has expired. Ask the school for a new invitation.
conflict-another-name = This address already belongs to an account under another name.
conflict-another-name-known = This address already belongs to an account under another name: { $name }.

## Problems of fields
problem-required = Fill in this field.
problem-too-long = This text is too long. Shorten it.
problem-name = Use only letters, spaces, hyphens and apostrophes.
problem-email = Give an e-mail address like name@example.com.
problem-pesel-length = A PESEL has 11 digits. Check whether one is missing.
problem-pesel-checksum = There is a slip in the PESEL: its check digit does not match. Check the digits.
problem-pesel-date = The PESEL holds no real date of birth. Check the digits.
problem-birth-mismatch = The date of birth does not match the PESEL. Correct one of them.
problem-pesel-taken = A pupil with this PESEL is on this school's list already.
problem-identity-missing = Give a PESEL, or the name and number of another identity document.
problem-identity-twice = Give a PESEL or another document, not both.
problem-date = Give a date, for example 2015-06-05.
problem-date-range = This date is not possible: it is too early or in the future. Check day, month and year.
problem-date-of-issue = The date of issue can be from { $from } to { $until }. Change the date.
problem-not-offered = Choose one of the options.
problem-taken = There is one like this already.
problem-not-their-own = Somebody else uses this address already. A pupil needs an e-mail address of their own.
problem-of-a-pupil = This address cannot be used here. A parent, guardian or member of staff needs another address than a pupil’s.
problem-unconfirmed = Check the address. If it is right, send the invitation again with “confirmed”: true.
problem-marking = A blank's marking is two capital letters and seven digits, for example AB0000001.
problem-number = Give a whole number from { $least } to { $most }, for example { $example }.
problem-password-short = The password is too short: families need at least 15 characters, staff 12. A few words are easiest to remember.
problem-password-weak = This password is easy to guess. Choose another, for example four random words.
problem-password-mismatch = The passwords differ. Type the same one twice.
problem-password-same = The new password is the same as the old one. Choose another.
problem-credentials = The login or the password is not right. Check both and try again.
problem-password-wrong = This is not the password of this account. Check it and type it again.
problem-code = This code is not right, or was used already. Wait for the next one and type it.
problem-not-ticked = Tick the declaration to go on.
problem-note = Write in your own words what to correct (no links).
problem-rspo = An RSPO number has one to six digits.

## Pictures that cannot be taken
photo-empty = The file is empty. Choose the photo again.
photo-too-many-bytes = The file has { $size } MB. The limit is 25 MB.
photo-too-many-pixels = The photo has { $width } × { $height } pixels. That is more than we can take (60 million pixels, 12,000 a side). Send a smaller one.
photo-too-small = The photo has { $width } × { $height } px; at least 354 × 496 are needed. Do not enlarge it – take a new one or send the camera's original.
photo-crop-too-small = The chosen frame has { $width } × { $height } px; at least 354 × 496 are needed. Zoom out or choose a larger photo.
photo-animated = This file is an animation. Choose an ordinary photo: JPG, PNG, WebP or HEIC.
photo-damaged = The photo could not be read – the file is damaged or incomplete. Choose another, or save it again.
photo-heic = We cannot read this HEIC photo from an iPhone. On the iPhone choose Settings › Camera › Formats › Most Compatible and take the photo again, or send a JPG.
photo-kind = This file is { $kind }. Choose a JPG, PNG, WebP or HEIC photo.
photo-kind-other = This is not a photo that we can read. Choose a JPG, PNG, WebP or HEIC file.

## Navigation
nav-home = Home
nav-messages = Messages
nav-account = Account
nav-desk = Overview
nav-photos = Photos
nav-pupils = Pupils
nav-print = Print
nav-register = Register
nav-stock = Blanks
nav-staff = Staff
nav-school = School
nav-tokens = Program access
nav-audit = Log
app-description = Photos for school ID cards

## Errors and offline
refusal-status = Answer code: { $status }
refusal-home = Home page
offline-title = No connection
offline-text = There is no connection to the school's server now. What was sent is safe. Try again when you are online.

## Signing in
sign-in-title = Sign in
sign-in-login = E-mail or login
sign-in-password = Password
sign-in-do = Sign in
sign-in-help = No account? The school sends an invitation to the address given to its office.
sign-in-kept = Your session ended, but what you typed is not lost. Sign in, and the form will be waiting.
sign-in-file = Your session ended before the file arrived. Sign in, and you come back to the same page. The file has to be chosen again.
sign-in-demo = Demo accounts
sign-in-demo-text = This is a demo school. Sign in as anybody. The second-factor code comes from an authenticator app with the secret key.
sign-in-demo-code = Second-factor key:
second-factor-title = Second factor
second-factor-text = Open the authenticator app on your phone and type the six digits.
second-factor-code = Six digits from the app
second-factor-do = Go on
second-factor-lost = I do not have my phone
second-factor-recovery = Recovery code
second-factor-recovery-hint = Sixteen characters from your sheet; each code works once. No codes? The school’s administrator removes a lost second factor.
step-up-title = Confirm that it is you
step-up-text = For this the program asks for the second factor if more than 5 minutes have passed. Type the six digits from the app.
step-up-kept = What you typed is kept; you send it in the next step.
step-up-do = Confirm
enrolment-title = Set up the second factor
enrolment-text = This account shows children's data, so a password alone is not enough. It takes a minute, once.
enrolment-app = Install any authenticator app on your phone (for example Aegis, FreeOTP or Google Authenticator).
enrolment-scan = Scan this code with it.
enrolment-type = Cannot scan? Type the key:
enrolment-confirm = Type the six digits that the app shows.
enrolment-do = Switch on the second factor
recovery-codes-title = Recovery codes
recovery-codes-text = Without your phone, type one of these codes instead of the code from the app. Each works once.
recovery-codes-once = This page shows them only now. Print it or write the codes down, and keep them where nobody else looks, not by the computer.
recovery-codes-next = The codes are safe, go on
recovery-codes-left = Codes that can still be used: { $count }. New codes end the old ones.
recovery-codes-password = Confirm with your password that it is you.
recovery-codes-make = Make new codes
resume-title = The form is waiting
resume-text = The session ended while you were filling it in. Everything you typed is kept; press to save it.
resume-do = Save it now
resume-not = Do not save

## Invitation, account
invitation-title = Invitation
invitation-hello = Hello, { $name }
invitation-from = You are invited by { $school }.
invitation-roles = The role in which you will work there:
invitation-pupils = You will see and send the ID photo of these pupils:
invitation-login = Your login is { $email }.
invitation-known = You have a password here already. Type it to accept the invitation.
invitation-do = Accept the invitation
invitation-not-me = This is not for me
invitation-not-mine = This is not my child
invitation-decline-text = If this letter came to the wrong person, decline the invitation. The link stops working; the school sees it and corrects the address.
invitation-decline-do = Decline the invitation
invitation-declined = Invitation declined
invitation-declined-text = { $school } will see that you declined. There is nothing more for you to do.
invitation-declined-next = If this was a mistake, ask the school for a new invitation.
password-new = New password
password-old = Current password
password-again = The same again
password-hint = At least 15 characters (school staff: 12). A few random words are easiest to remember.
password-hint-staff = At least 12 characters. The second factor comes next.
account-changed = Saved.
account-devices = Devices you are signed in on
device-browser = Browser
device-android = { $browser } on Android
device-iphone = { $browser } on iPhone
device-ipad = { $browser } on iPad
device-windows = { $browser } on Windows
device-mac = { $browser } on a Mac
device-chromebook = { $browser } on a Chromebook
device-linux = { $browser } on Linux
account-seen = Last seen: { $time }
account-this = this device
account-end-others = Sign out the other devices
account-password = Change the password
account-password-do = Change the password
mailbox-text = In this demo no letter leaves the machine. Here are those that would have been sent.
mailbox-empty = No letters yet
mailbox-empty-text = A letter appears after an invitation or a decision on a photo.
mailbox-to = To: { $to }

## Set-up
setup-title = Set up the school
setup-text = This link works once. Give the school, its head and an administrator; the rest can follow later.
setup-school = The school
setup-kind = Kind of school
setup-name = Full name
setup-name-hint = As in the statute; so it will stand on the card.
setup-address = Address
setup-address-hint = For example: ul. Lipowa 5, 00-123 Warszawa
setup-rspo = RSPO number
setup-rspo-hint = Optional; it can be added later.
setup-head = Head of the school
setup-head-since = Head since
setup-head-since-hint = A card names the head on its date of issue.
setup-administrator = Administrator
setup-do = Set up the school
setup-done-title = The school is set up
setup-done-text = This is the recovery key. Nothing else opens the backups. Print it and put it in the safe.
setup-done-once = It is shown only now and stored nowhere.
setup-done-sheet = Download the sheet with the key (PDF)
setup-done-next = I have the key – set up the second factor
given-names = Given name(s)
surname = Surname
email = E-mail
school-kind-primary = Primary school
school-kind-primary-adults = Primary school for adults
school-kind-secondary = General secondary school
school-kind-secondary-adults = General secondary school for adults
school-kind-technical = Technical secondary school
school-kind-vocational-first = Vocational school, first stage
school-kind-vocational-second = Vocational school, second stage
school-kind-post-secondary = Post-secondary school
school-kind-work-preparing = Special school preparing for work
school-kind-preschool = Preschool
school-kind-abroad = Polish school abroad
school-kind-artistic = Artistic school
school-kind-artistic-post-secondary = Artistic post-secondary school

## Start
start-title = Your child's photo goes to the school only.
start-text = Send the ID photo from your phone. We take care of frame and size, and the school office looks at it.
start-who = The photo is seen by the family, the school office and the head. Nobody else.
start-human = We do not recognise faces. A person decides about the photo.

## The family: statuses, reasons, advice, the card
fam-class = class { $class }
fam-next = Continue
fam-back = Back
fam-add = Add a photo for the ID card
fam-add-again = Add a new photo
fam-change = Change the photo
fam-view-only = With this account you can look at the photo. It is sent by the pupil or by a guardian who may do so.
fam-note = The school office adds:
fam-photo-alt = Photo: { $name }
fam-photo-rejected-alt = Rejected photo: { $name }
fam-shown-none = No photo
fam-shown-draft = Not sent (draft)
fam-shown-waiting = Waiting for approval
fam-shown-approved = Approved
fam-shown-rejected = Rejected
fam-shown-change-requested = Change requested
fam-shown-removal-requested = Removal requested
fam-shown-removed = Removed
fam-reason-background = The background is not plain and light
fam-reason-head-size = The face is too small or too large
fam-reason-blurred = The photo is blurred
fam-reason-dark-or-shadow = The photo is too dark or there is a shadow on the face
fam-reason-turned = The head is turned or tilted
fam-reason-eyes = The eyes are closed or covered, or there is glare in the glasses
fam-reason-headgear = There is headgear or dark glasses in the photo
fam-reason-wrong-person = The photo shows someone else, or more than one person
fam-reason-old-or-filtered = The photo is out of date, black and white, or has a filter
fam-reason-other = The school office asks for another photo
fam-fix-background = Stand in front of a smooth, light wall, about half a metre away from it, and take the photo again.
fam-fix-head-size = Take the photo from about 1.5 m and set the frame so that the face fills the oval: from the top of the head to the shoulders.
fam-fix-blurred = Take the photo near a window, hold the phone still and wait until the camera has focused.
fam-fix-dark-or-shadow = Face a window in daylight, with no lamp at the side. Then the whole face is bright.
fam-fix-turned = Look straight into the lens, keep the head upright and the camera at eye level.
fam-fix-eyes = Keep the eyes open and the hair off them. If the glasses glare, turn a little away from the lamp or take them off.
fam-fix-headgear = Take off the cap, hood and dark glasses. If they are worn for religion or health, write to the school office.
fam-fix-wrong-person = Send a photo that shows this pupil only.
fam-fix-old-or-filtered = Take a new colour photo, without filters or retouching. It should be at most 6 months old.
fam-fix-other = Read what the school office wrote and add a new photo.
fam-advice-resolution-least = This frame has too few pixels to be printed. Zoom out, or send the original from the camera instead of one from a messenger.
fam-advice-resolution = The frame has few pixels, so the print may be less sharp. If you can, send the original from the camera.
fam-advice-no-face = We could not find a face. Set the frame yourself or choose another photo.
fam-advice-faces = There seems to be more than one person in the photo. It should show this pupil only.
fam-advice-head-cut = The head touches the edge of the frame. Zoom out, or move the camera back and leave room above the head.
fam-advice-head-small = The face is rather small in the frame. Zoom in until it fills the oval.
fam-advice-head-large = The face is rather large in the frame. Zoom out until it fits the oval.
fam-advice-centre = The face is off to one side. Move it to the middle.
fam-advice-eye-line = The eyes are too high or too low. Move the frame up or down.
fam-advice-tilt = The head looks tilted. If it is, straighten the frame with the turning buttons.
fam-advice-sharpness = The photo looks blurred. It is best to take it again near a window and wait until the camera has focused.
fam-advice-darkness = The face is rather dark. If you can, stand facing a window.
fam-advice-overexposure = The face is overexposed. Turn the flash off or move away from the light.
fam-advice-glare = There is glare in the glasses or on the skin. Turn a little away from the lamp or take the glasses off.
fam-advice-side-light = One side of the face is darker. If you can, turn straight towards the window.
fam-advice-greyscale = The photo looks black and white; it has to be in colour.
fam-advice-colour-cast = The colours look altered. Turn off filters and coloured lamps.
fam-advice-background-dark = The background is dark. A smooth, light wall is best.
fam-advice-background-colour = The background is coloured. A white or light grey wall is best.
fam-advice-background-uneven = There is a pattern or a shadow behind the head. Stand half a metre away from a light, smooth wall.
fam-advice-compression = The file is heavily compressed. If you have the original from the camera, send that one.
fam-advice-same-file = The same file was sent for another pupil. Check that it is the right photo.
fam-praise-sharp = Sharp, and with enough pixels.
fam-praise-light = The face is well lit.
fam-card = ID card
fam-card-valid = Card valid
fam-card-valid-until = Card no. { $number } is valid until { $date }.
fam-card-number = The pupil has card no. { $number }.
fam-card-expired = No longer valid
fam-card-expired-do = Card no. { $number } was valid until { $date }. Bring it to the school office for a new hologram.
fam-card-not-issued = Not collected yet
fam-card-not-issued-do = Card no. { $number } is being printed or waits at the school office. You will get a message when it can be collected.
fam-card-invalid = Card invalid
fam-card-invalid-do = Card no. { $number } was invalidated. Ask the school office for a new one.
fam-card-made = A card was already prepared with the earlier photo. The new photo will be used for the next card or a duplicate.

## The family's first page
home-hello = Hello
home-weekday-1 = Monday
home-weekday-2 = Tuesday
home-weekday-3 = Wednesday
home-weekday-4 = Thursday
home-weekday-5 = Friday
home-weekday-6 = Saturday
home-weekday-7 = Sunday
home-empty = No pupil is shown here yet
home-empty-text = The school links pupils to accounts. If an invitation has come, open the link in the letter; if not, ask the school office.
home-empty-do = Look at your account
home-none = The school is waiting for a photo for the ID card. A phone, a light wall and a few minutes are enough.
home-draft = You have a photo that is not sent yet. The school will see it once you send it.
home-send = Check and send the photo
home-waiting = Sent on { $date }. The school office will look at it, and we will tell you here and by e-mail.
home-approved = Approved on { $date }. The school will now prepare the card and tell you when it can be collected.
home-approved-card = Photo approved on { $date }.
home-rejected = Photo rejected on { $date }. You can send a new one right away.
home-change-requested = Change requested on { $date }. The earlier photo stays in force until the school accepts the new one.
home-removal-requested = The request to remove the photo waits for the school's decision.
home-removed = The photo was removed. Without a photo the school cannot print a card.
home-left = Since { $date } no longer a pupil of this school. The history of the photo and the card stays for you to see.
home-what-to-fix = What to improve?
home-details = See details
home-news = Lately
home-all-messages = All messages

## The photo: guidelines and examples
guide-title = Photo for the ID card
guide-lead = Six rules. The rest, frame and compression, is our job.
guide-distance = Someone else takes the photo
guide-distance-how = From about 1.5 m, with the rear camera. No selfie.
guide-face = Face straight on, 70–80 % of the frame
guide-face-how = From the top of the head to the shoulders.
guide-background = A plain, light background
guide-background-how = No shadows, furniture or patterns.
guide-eyes = Eyes open, mouth closed
guide-eyes-how = The hair does not cover the eyes.
guide-headgear = No headgear, no dark glasses
guide-headgear-how = For religion or health? Write to the school office: exceptions are allowed.
guide-recent = Recent and in colour
guide-recent-how = Taken within the last 6 months.
guide-examples = Examples
guide-good = Right
guide-good-light = Light background, face straight on
guide-good-scarf = Headscarf worn for religion
guide-good-glasses = Glasses without glare
guide-bad = Wrong
guide-bad-background = Uneven background
guide-bad-far = Face too small
guide-bad-near = Face too large
guide-bad-blurred = Blurred
guide-bad-dark = Too dark, shadow on the face
guide-bad-tilted = Head tilted
guide-bad-eyes = Eyes closed
guide-bad-headgear = Cap and dark glasses
guide-declaration-translated = The declaration is recorded in Polish. It means: “I declare that I have read the guidelines above and that my photo meets all the requirements.”
guide-source = Based on the gov.pl guidelines for photos in documents. The declaration is kept with the photo.
guide-to-declaration = Go to the declaration

## The photo: choosing
choose-title = Choose a photo
choose-none = Choose a photo.
choose-too-big = The file has { $size } MB. The limit is { $limit } MB.
choose-chosen = So far the photo is on this device only. If it is good, press “Send”; if not, choose another one.
choose-sending = Sending the photo
choose-retrying = The connection broke. We are trying again.
choose-failed = The photo could not be sent. Check the connection and press “Send”.
choose-sent = The photo has arrived. Opening the frame.
choose-drop = Drag and drop a file here or
choose-file = Choose from disk
choose-file-phone = Choose from gallery
choose-camera = Take a photo
choose-paste = You can also paste a photo:
choose-hint = JPG, PNG, WebP or HEIC, up to 25 MB, at least 354 × 496 px, better 492 × 633 px or more. We make large photos smaller ourselves.
choose-do = Send
choose-back = Back to the guidelines
choose-other-person = Let someone else take the photo.
choose-other-person-why = From one and a half metres a face looks natural. A selfie distorts it.

## The photo: the frame
crop-title = Set the frame
crop-said = Zoom { $zoom } %, turned { $angle }°
crop-show = Show the frame
crop-stage = The photo in a frame of 35 × 45 mm
crop-frame = Size and turn
crop-zoom-in = Zoom in
crop-zoom-out = Zoom out
crop-turn-left = Turn left 1°
crop-turn-right = Turn right 1°
crop-quarter = Turn 90°
crop-move = Move
crop-left = Move left
crop-right = Move right
crop-up = Move up
crop-down = Move down
crop-result = This is how it will be on the card
crop-result-proposed = 19 × 26 mm. We set the frame for you; you can correct it.
crop-result-saved = 19 × 26 mm. This is the frame you saved; you can still correct it.
crop-hints = Advice
crop-hints-what = These are only hints by the program. A person at the school office decides about the photo.
look-running = Checking the photo on this device
look-picture = The chosen photo
look-good = The program has no remarks about this photo.
crop-numbers = Numbers
crop-cx = Centre, across (px)
crop-cy = Centre, down (px)
crop-w = Width of the frame (px)
crop-angle = Turn (degrees)
crop-save = Save the photo and continue
crop-again = Choose another photo

## The photo: the last look before sending
check-compare = Earlier and new
check-old = Earlier
check-old-what = In force until the school accepts the new one.
check-old-alt = The earlier photo
check-new = New
check-new-what = This photo goes to the school office.
check-new-alt = The new photo
check-preview = A preview, not a document. The background and the OVI mark are on the official blank; the school only prints the photo and the data.
check-no-preview = The preview of the card cannot be shown now, because the school has to correct the pupil's data. You can send the photo all the same.
check-name = Name
check-class = Class
check-school = School
check-data = The school gave these data. If something is wrong, tell the school office.
check-not-sent = The photo is not sent yet.
check-kept = We keep a draft in your account.
check-replaces = The new photo will replace the one that is waiting for approval.
check-change = The earlier photo stays valid until the school approves the new one.
check-send = Send to the school office
check-send-change = Send a change request
check-crop = Correct the frame

## The photo: where it stands
way-home = All pupils
way-none = There is no photo yet
way-none-next = The school is waiting for a photo for the ID card. A phone, a light wall and a few minutes are enough.
way-draft = The photo is not sent yet
way-draft-next = The draft waits in your account. The school will see it once you send it.
way-waiting = The photo waits for the school's decision
way-waiting-next = The photo has arrived at the school office. You need not do anything: we will tell you here and by e-mail.
way-approved = The photo is approved
way-approved-next = The school will now prepare the card. When it can be collected, we will tell you here and by e-mail.
way-prepared-next = The card is ready to be printed. When it can be collected, we will tell you here and by e-mail.
way-printed-next = The card is printed and waits at the school office.
way-issued-next = It is on the card that the school has issued.
way-change = The change request waits for the school's decision
way-change-next = The school office will compare both photos. The earlier one stays in force until the new one is accepted; we will tell you.
way-removal = The removal request waits for the school's decision
way-removal-next = Without a photo the school cannot print the next card. We will tell you what was decided.
way-removed = The photo was removed
way-removed-next = Without a photo the school cannot print a card. You can add a new one at any time.
way-left = At this school no more since { $date }
way-left-next = This is no longer a pupil of this school, so no new photo is needed. What was stays for you to see.
way-drop-draft = Delete the draft
way-withdraw = Take the photo back
way-withdraw-change = Take the request back
way-rejected-photo = The photo you sent
way-rejected-alt = The rejected photo
way-sent-on = Sent on { $date }
way-example = This is how it will be right
way-example-alt = Drawing: a good photo on a light background
way-example-what = Face straight on, a smooth, light wall half a metre behind.
way-title = What happened, and what comes next
way-to-come = still to come
way-step-sent = Sent to the school office
way-step-approved = Approved
way-step-rejected = Rejected: { $reason }
way-step-prepared = Card prepared for printing
way-step-printed = Card printed, to be collected at the school office
way-step-issued = Card collected
way-step-send = Sending the photo
way-step-new = A new photo
way-step-decision = The school office's decision
way-step-print = Printing the card
way-step-issue = Collecting it at the school office

## Messages to the family
message-new = new
message-approved = { $name }: photo approved
message-approved-text = The school can now prepare the card. You will get a message when it can be collected.
message-rejected = { $name }: photo rejected
message-undone = { $name }: the photo waits for a decision again
message-undone-text = The school took its decision back and will look at the photo again. You need not do anything.
message-printed = { $name }: the card can be collected
message-printed-text = The card is printed and waits at the school office.
message-issued = { $name }: card collected
message-issued-text = The school has recorded that the card was collected. You can see how long it is valid on the photo's page.
message-open = Open
message-read = Mark as read
message-none = There are no messages yet
message-none-text = We will write here and by e-mail when the school has looked at the photo or the card can be collected.
message-none-do = Go to the home page

## The desk
desk-steps = Let us begin
desk-steps-text = A few steps, and families can send photos. Each can be finished later.
desk-step-class = Add a class
desk-step-class-who = Classes are added by the school's administrator.
desk-step-pupils = Add pupils
desk-step-pupils-who = Pupils are added by the school office or the administrator.
desk-step-families = Invite families
desk-step-families-who = Families are invited by the school office or the administrator.
desk-step-blanks = Enter a delivery of blanks
desk-step-blanks-who = Blanks are entered by the school office.
desk-step-done = done
desk-next = Now
desk-next-waiting = { $count ->
    [one] photo waits for your decision.
   *[other] photos wait for your decision.
}
desk-next-waiting-do = Review the photos
desk-next-changes = { $count ->
    [one] family asks to change a photo.
   *[other] families ask to change a photo.
}
desk-next-changes-do = Review the requests
desk-next-ready = { $count ->
    [one] pupil is ready for a card to be printed.
   *[other] pupils are ready for cards to be printed.
}
desk-next-ready-do = Open a print run
desk-next-blanks = { $count ->
    [one] pupil is ready for print, but there are no blanks in stock.
   *[other] pupils are ready for print, but there are no blanks in stock.
}
desk-next-blanks-do = Enter a delivery of blanks
desk-next-hand-out = { $count ->
    [one] card is printed and waits to be collected.
   *[other] cards are printed and wait to be collected.
}
desk-next-hand-out-do = Hand out cards
desk-next-missing = { $count ->
    [one] pupil has no photo yet.
   *[other] pupils have no photo yet.
}
desk-next-missing-do = Show who has no photo
desk-all-done = All done
desk-all-done-text = Nothing waits for your decision. New photos will appear here.
desk-todo = What waits
desk-waiting = Photos waiting for approval
desk-changes = Change requests
desk-ready = Ready for print
desk-ready-hint = blanks in stock: { $blanks }
desk-to-hand-out = Cards to hand out
desk-missing = Pupils without a photo
desk-stock = Strict-accounting forms
desk-stock-open = Show the ledger
desk-stock-empty = There are no blanks or holograms in stock yet.
desk-blanks = Blanks { $template }
desk-holograms = Holograms { $year }
desk-in-stock = { $count } in stock
desk-school = School
desk-pupils = { $count ->
    [one] pupil
   *[other] pupils
}
desk-classes = { $count ->
    [one] class
   *[other] classes
}
desk-nothing = Nothing here yet
desk-nothing-text = This account has nothing to do yet.

## Photos at school
photos-tabs = Kinds of photos
photos-tab-waiting = Waiting for approval
photos-tab-changes = Change requested
photos-tab-rejected = Rejected
photos-tab-approved = Approved
photos-tab-missing = No photo
photos-one-by-one = Review one by one
photos-class = Class
photos-class-all = All classes
photos-show = Show
photos-in-class = { $count ->
    [one] { $count } pupil
   *[other] { $count } pupils
}
photos-age = { $count ->
    [one] { $count } year
   *[other] { $count } years
}
photos-empty-class = Nothing here in this class
photos-empty-class-text = Look at another tab or at all classes.
photos-empty-class-do = All classes
photos-empty-missing = Every pupil has a photo
photos-empty-missing-text = Nobody needs to be asked any more.
photos-empty-first = No photos yet
photos-empty-first-text = Families send the photos. Invite them from a pupil's page; the first photo will appear here.
photos-empty-first-do = Go to the pupils
photos-empty-done = All reviewed
photos-empty-done-text = No photo waits for a decision.
photos-empty-done-print = Open a print run ({ $count } ready)
photos-empty-tab = Nothing here
photos-empty-tab-text = No photo is in this state now.
photos-done-approved = Photo approved: { $name }
photos-done-rejected = Photo rejected: { $name }
photos-undo = Undo
photos-undo-decision = Undo the decision
photos-review = Photo review
photos-offline = No connection. The decision waits to be sent; keep this tab open.
photos-grid = Grid
photos-place = { $at } of { $of }
photos-progress = Progress: { $at } of { $of }
photos-keys = Keyboard shortcuts
photos-key-reason = Reject with this reason
photos-key-own = Own reason
photos-key-move = Previous, next
photos-approve = Approve
photos-reject = Reject…
photos-skip = Skip
photos-reason = Reason for rejection
photos-reason-background = Background not plain and light
photos-reason-head-size = Face too small or too large in the frame
photos-reason-blurred = Photo out of focus
photos-reason-dark-or-shadow = Too dark, or a shadow on the face
photos-reason-turned = Head turned or tilted
photos-reason-eyes = Eyes closed or covered, glare in the glasses
photos-reason-headgear = Headgear or dark glasses
photos-reason-wrong-person = Not this person, or more people
photos-reason-old-or-filtered = Out of date, black and white, or filtered
photos-reason-other = Reject with your own reason
photos-note = Note or own reason (the family will see it)
photos-note-quoted = “{ $note }”
photos-strip = Next photos
photos-stage = The photo to judge
photos-alt = Photo: { $name }
photos-facts = Facts about the photo
photos-sent-by = Sent by
photos-sent-at = When
photos-declaration = Declaration
photos-declared = made on { $time }
photos-no-remarks = The automatic check has no remarks
photos-before = Previous photo
photos-before-text = It stays if you reject the new one.
photos-before-alt = Previous photo: { $name }
photos-previous = Previous
photos-next = Next
photos-history = History
photos-pupil = The pupil's record
photos-only-look = The school office decides about photos. With this account you can look at them.
photos-decided-approved = Approved on { $time } · { $by }
photos-decided-rejected = Rejected on { $time } · { $by }: { $reason }
photos-decided-rejected-own = Rejected on { $time } · { $by }
photos-state-draft = Not sent
photos-state-submitted = Waiting for approval
photos-state-approved = Approved
photos-state-rejected = Rejected
photos-state-withdrawn = Withdrawn by the family
photos-state-superseded = Replaced by a newer one
photos-state-removed = Removed
photos-verb-uploaded = Uploaded
photos-verb-cropped = Cropped
photos-verb-sent = Sent to the school office
photos-verb-approved = Approved
photos-verb-rejected = Rejected
photos-verb-review-undone = Decision undone

## What the automatic check noticed, for the school
check-resolution = Few pixels
check-no-face = No face found
check-faces = More than one person
check-head-cut = Head cut off or at the edge
check-head-small = Face small in the frame
check-head-large = Face large in the frame
check-centre = Face beside the middle
check-eye-line = Eyes too high or too low
check-tilt = Head tilted
check-sharpness = Out of focus
check-darkness = Face dark
check-overexposure = Face overexposed
check-glare = Glare, look at the glasses
check-side-light = Half of the face in shadow
check-greyscale = Black and white
check-colour-cast = Colours changed
check-background-dark = Dark background
check-background-colour = Coloured background
check-background-uneven = Uneven background
check-compression = File strongly compressed
check-same-file = Same file for another pupil

## Pupils
pupils-count = { $count ->
    [one] { $count } pupil
   *[other] { $count } pupils
}
pupils-list = List of pupils
pupils-add = Add a pupil
pupils-add-do = Add the pupil
pupils-add-next = Add the next pupil of this class
pupils-added = The pupil is added. Now invite the family, so that it can send a photo.
pupils-cancel = Cancel
pupils-search = Surname or given name
pupils-name = Name
pupils-class = Class
pupils-class-choose = Choose a class
pupils-identity-short = PESEL or document
pupils-photo = Photo
pupils-card = Card
pupils-card-valid = Valid
pupils-card-expired = Expired
pupils-card-not-issued = Not handed out
pupils-card-invalid = Invalid
pupils-card-number = Number
pupils-card-template = Template
pupils-card-until = Valid until
pupils-cards = Cards
pupils-cards-empty = The pupil has no card yet.
pupils-family = Family
pupils-listed = Whom to show
pupils-listed-all = Present pupils
pupils-listed-no-photo = Without a photo
pupils-listed-waiting = Photo waits
pupils-listed-rejected = Photo rejected
pupils-listed-no-card = Without a card
pupils-listed-ready = Ready for print
pupils-listed-no-family = Without a linked family
pupils-listed-left = Former pupils
pupils-found = { $count ->
    [one] { $count } pupil found.
   *[other] { $count } pupils found.
}
pupils-nothing-found = Nobody found
pupils-nothing-found-text = Check the spelling or clear the filters. Polish letters are not needed.
pupils-clear = Clear the filters
pupils-empty = No pupils yet
pupils-empty-text = Add the first one, then invite the family.
pupils-empty-class-text = A class is needed first. Classes are added by the school's administrator.
pupils-no-class = There is no class yet
pupils-who = The pupil
pupils-given-hint = All given names, as they are to stand on the card.
pupils-born = Date of birth
pupils-identity-form = PESEL number or another document
pupils-pesel = PESEL
pupils-pesel-hint = 11 digits; we check the check digit and the date of birth.
pupils-document-text = No PESEL number? Leave it empty and give an identity document.
pupils-document-name = Name of the document
pupils-document-number = Number of the document
pupils-data = Data on the card
pupils-identity = PESEL number or another document
pupils-reveal = Show
pupils-reveal-text = That you looked is recorded in the log.
pupils-revealed = Shown this once; it is recorded in the log.
pupils-review = Review the photo
pupils-photos = History of the photo
pupils-photos-empty = The family has not sent a photo yet.

## Changes of a pupil
pupil-log = The pupil's log
pupil-follows = What follows from it
pupil-choose = Choose
pupil-left-since = At the school no more since { $date }
pupil-name-title = Change the name
pupil-name-do = Save the new name
pupil-name-card = Card { $number } has the old name. Nothing is mended on a card: it has to be exchanged, free of charge.
pupil-name-old-card = The pupil returns the old card; the school destroys it and notes that in the register.
pupil-name-new-card = The new card gets a new number and a new entry in the register. The approved photo stays.
pupil-name-no-card = The pupil has no card yet: the first one will bear the new name.
pupil-name-log = The ground of the change is recorded in the log. A copy of the document stays in the school's files.
pupil-ground = Ground of the change
pupil-ground-hint = The document that the school was shown.
pupil-ground-certificate = Copy of a birth or marriage certificate
pupil-ground-decision = Administrative decision
pupil-ground-ruling = Ruling of a court
pupil-ground-error = The school's mistake
pupil-renamed = The new name is saved.
pupil-renamed-card = The new name is saved. Card { $number } now has to be exchanged.
pupil-class-title = Move to another class
pupil-class-do = Move
pupil-class-card = A card does not say the class, so it stays.
pupil-moved = The pupil is in the new class.
pupil-pesel-title = Add the PESEL that was given
pupil-pesel-do = Save the PESEL
pupil-pesel-text = The PESEL takes the place of the other document, whose number is not kept any more.
pupil-pesel-card = Card { $number } was right on the day of issue and stays valid. The next card will bear the PESEL.
pupil-pesel-given = The PESEL is saved.
pupil-departure-title = The pupil has left the school
pupil-departure-do = Mark as gone
pupil-departure-lists = The pupil goes from the lists, the queue of photos and print, and is found with the filter “Former pupils”.
pupil-departure-family = The family sees what was, and cannot send a new photo.
pupil-departure-card = Card { $number } keeps its date, but the pupil no longer has the rights it confirms. Ask for it back; the law does not demand it. Do not prolong it and give no duplicate.
pupil-departure-photos = Photos that are on no card will be removed 30 days after the pupil left.
pupil-left-on = Date of leaving
pupil-left-on-hint = The first day away from the school, today at the latest.
pupil-why = Why?
pupil-why-graduated = Finished the school
pupil-why-transferred = Went to another school
pupil-why-removed = Struck off or withdrew
pupil-left = The pupil is now among the former pupils.
pupil-left-card = The pupil is now among the former pupils. Ask for card { $number } back.
pupil-return-title = Take back
pupil-return-do = Take back
pupil-return-text = The pupil comes back to the lists with the whole history. The family can send a photo again.
pupil-return-card = Card { $number } is in the register. Check its date and whether the pupil has it.
pupil-returned = The pupil is at the school again.

## Classes
classes-title = Classes
classes-count = { $count ->
    [one] { $count } class
   *[other] { $count } classes
}
classes-of-year = { $name } ({ $year })
classes-year = School year
classes-add = Add a class
classes-added = Class { $name } is added.
classes-name = Name of the class
classes-name-hint = For example 1B. It is added to the current school year.
classes-taken = There is class { $name } in the school year { $year } already. Case, spaces and hyphens do not tell classes apart.
classes-empty = No classes yet
classes-empty-text = Everything begins with a class: pupils are added to it.

## Families
guardians-title = Invite the family of { $name }
guardians-text = We send a letter with a link. Whoever is invited sets a password and sends the photo from a phone.
guardians-email-hint = The invitation goes to this address; it will also be the login. Without one you print a letter with a code.
guardians-kind = Who is it?
guardians-kind-parent = Parent
guardians-kind-guardian = Legal guardian
guardians-kind-pupil = The pupil (own account)
guardians-scope = What may they do?
guardians-scope-hint = Usually everything. Do not invite anybody whom a court has kept away.
guardians-scope-full = Send and see photos
guardians-scope-view = Only see
guardians-scope-none = Nothing, by a court’s decision
guardians-scope-change = Change the rights
guardians-scope-title = Rights: { $name }
guardians-scope-text = The change takes effect at once, on open pages too. The program tells nobody about it.
guardians-decided-on = Date of the court’s decision
guardians-decided-on-hint = Only if a court has taken away or suspended the rights. The decision itself stays in the school’s files.
guardians-scope-do = Save the rights
guardians-scope-set = The rights are changed, with immediate effect.
guardians-court = decision of { $date }
guardians-do = Send the invitation
guardians-do-short = Invite
guardians-login = login { $login }
guardians-letter = Letter with a code
guardians-letter-title = Letter with a code: { $name }
guardians-letter-text = This person has no e-mail address. The letter to print holds an address with a code that works once, for 30 days. A new letter voids the one before.
guardians-letter-do = Make the letter
guardians-letter-once = The code is shown only now. Print the letter before you close this page; you can make a new one if need be.
guardians-letter-address = Address of the invitation
guardians-letter-login = Login
guardians-letter-until = Works until
guardians-letter-print = Download the letter (PDF)
guardians-letter-back = Back to the pupil
invite-other-name = Check the address for a mistake. If it is right, confirm it: whoever is invited sees what the invitation is about and may decline.
invite-other-name-correct = Correct the address
invite-other-name-do = The address is right, invite
guardians-invited = The invitation is sent. You will see here when it is accepted.
guardians-revoked = Access is taken away, with immediate effect.
guardians-empty = Nobody is linked to this pupil yet.
guardians-state-invited = invitation sent
guardians-state-paper = invited on paper
guardians-state-accepted = active account
guardians-state-declined = invitation declined – check the address
guardians-state-revoked = access taken away
guardians-revoke = Take access away…
guardians-revoke-text = { $name } will at once no longer see the photo and the card of this pupil. You can invite again later.
guardians-revoke-do = Take access away

## Print, cards, stock, staff
all-classes = All classes
role-head = head
role-secretary = school office
role-form-teacher = form teacher
role-administrator = administrator
role-photographer = photographer
role-guardian = parent or guardian
role-pupil = pupil
role-operator = operator
role-inspector = inspector
membership-invited = invitation sent
membership-accepted = account active
membership-declined = invitation declined – check the address
membership-revoked = access ended
receiver-pupil = pupil
receiver-parent = parent
receiver-guardian = legal guardian
receiver-graduate = graduate
signature-pickup-list = pickup list
signature-paper-receipt = separate receipt
account-producer = producer
account-stock = stock
account-reserved = print run
account-used = cards issued
account-spoiled = spoiled
account-destroyed = destroyed
standing-valid = valid
standing-expired = expired, needs a hologram
standing-not-yet-issued = not collected yet
standing-invalid = not valid
not-ready-no-photo = no photo
not-ready-waiting = the photo waits for a decision
not-ready-rejected = the photo was rejected; a new one is awaited
not-ready-in-progress = the card is being printed or waits to be collected
not-ready-has-card = has a card already
not-ready-no-template = we have no card template for this kind of school

stage-prepared = Prepared
stage-printing = Printing
stage-printed = Printed
stage-issued = Handed out

print-ready = Ready to print: { $count }
print-new = New print run
print-new-title = New print run
print-runs = Print runs, newest first
print-run = Print run
print-run-number = Print run { $number }
print-opened = Created
print-issued-on = Date of issue
print-issued-on-hint = This date will be on every card of the run. It can be at most 60 days from now.
print-cards = Cards
print-printed = Printed
print-issued = Collected
print-state = State
print-to-print = { $count ->
    [one] { $count } card to print
   *[other] { $count } cards to print
}
print-to-collect = { $count ->
    [one] { $count } card to collect
   *[other] { $count } cards to collect
}
print-empty = No print runs yet
print-empty-text = A print run is a set of cards printed together, for pupils whose photo has been approved.
print-empty-do = Go to the photos
print-not-opened = The print run was not created.
print-class = Class
print-class-do = Show
print-of-class = Class
print-pupil = Pupil
print-ready-pupils = Ready to print
print-blanks = Blanks { $template }
print-blanks-in-stock = in stock
print-blanks-left = Left after printing everybody
print-next-number = First number
print-blanks-missing = { $count ->
    [one] There is { $count } blank too few for everybody who is ready. Choose fewer pupils or enter a delivery.
   *[other] There are { $count } blanks too few for everybody who is ready. Choose fewer pupils or enter a delivery.
}
print-blanks-missing-do = Enter a delivery
print-no-template = We do not have a card template we can print for this kind of school yet.
print-no-head = The school has no head entered for this day. Ask the school’s administrator to enter one; no card can be printed without it.
print-nobody = Nobody is ready to print
print-nobody-text = A pupil is ready once the photo is approved and there is no card yet.
print-template = Card template
print-head = Head on the card
print-choose = Pupils in this run
print-open = Create the print run
print-cancel = Back to the print runs
print-not-ready = { $count ->
    [one] Not ready yet: { $count } pupil
   *[other] Not ready yet: { $count } pupils
}
print-why = Why

run-sheet = PDF to print
run-pickup-list = Pickup list
run-left-to-print = To print
run-previews = Cards in this run
run-previews-text = A preview on screen, not a document. Only the photo and the data are printed on the blank; its background, fixed words and the OVI sign come from the producer.
run-small = Some texts will be smaller on the cards, because they are long. Look at them before you print.
run-small-all = “{ $field }”: on every card.
run-small-some = “{ $field }”: pupil in the run
run-small-card = { $place } (No. { $number })
run-confirm = Result of the printing
run-confirm-text = Download the PDF and print the cards. Then confirm that they came out well. If one was spoiled, tick it: its blank is written off, and the card waits with the same number, on a new blank, for the next printing.
run-spoiled = Tick only the cards that were spoiled
run-spoiled-card = Spoiled
run-confirm-do = Printed
run-hand-out = To be collected
run-hand-out-text = Record the receipt once the pickup list is signed. The card then gets the hologram of this school year and an entry in the register. If the pupil collects it, the name may stay empty.
run-hand-out-table = Cards to be collected

cards-title = School ID card no. { $number }
cards-record = About the card
cards-preview = Preview
cards-name = Name
cards-number = Number
cards-marking = Blank
cards-producer = Producer of the blank
cards-expires = Valid until
cards-expires-later = set on receipt, with the hologram
cards-received = Receipt
cards-state-prepared = prepared for print
cards-state-printed = printed, to be collected
cards-state-issued = collected
cards-state-invalidated = invalidated
cards-state-returned = returned to the school
cards-state-destroyed = destroyed
cards-state-handed-over = handed over to the school’s governing body
receipt-title = Receipt
receipt-text = Record who collected the card. It gets the hologram of this school year and an entry in the register; that entry is never deleted.
receipt-receiver = Collected by
receipt-receiver-of = Collected by – { $name }
receipt-name = Who signed
receipt-name-of = Who signed – { $name }
receipt-name-hint = Full name. If the pupil collects it, this may stay empty.
receipt-on = Date of receipt
receipt-on-of = Date of receipt – { $name }
receipt-do = Record the receipt

register-title = Register of school ID cards
register-year = school year { $year }
register-years = School years
register-pdf = Register as PDF
register-text = Entries are never deleted or changed.
register-pdf-text = The PDF holds full PESEL numbers, so every download is recorded in the log.
register-region = Register table, scrolls sideways
register-empty = No entries in this school year yet
register-empty-text = The register fills up once the first card is handed out.
register-empty-do = Go to printing
register-ordinal = No.
register-identity = PESEL or document
register-kind = Kind
register-original = card
register-duplicate = duplicate
register-received-by = Collected by
register-signature = Signature

stock-title = Blanks and holograms
stock-text = Strictly accounted forms: every movement is in the book and stays there for good.
stock-empty = No delivery yet
stock-empty-text = Enter the first delivery of blanks and holograms. From then on the program counts what goes to print and onto cards.
stock-blanks-of = Blanks { $template }
stock-holograms-of = Holograms { $year }
stock-blank-of = blank { $template }
stock-hologram-of = hologram { $year }
stock-in-stock = In stock
stock-reserved = In print runs
stock-used = On cards
stock-spoiled = Spoiled
stock-sum = Received: { $received }, destroyed: { $destroyed }.
stock-holds = The books balance.
stock-does-not-hold = The books do not balance. Check the movements and take an inventory.
stock-blanks-receive = Delivery of blanks
stock-holograms-receive = Delivery of holograms
stock-producer = Producer
stock-producer-hint = As on the delivery document; it goes into the register.
stock-first = First marking
stock-first-hint = Two capital letters and seven digits, for example AB0000001. We count on from there.
stock-quantity = Quantity
stock-blanks-quantity-hint = From 1 to 2000. For example, 40 pieces from AB0000001 are AB0000001–AB0000040.
stock-holograms-quantity-hint = From 1 to 5000, for example 40.
stock-on = Date received
stock-on-hint = Today at the latest, for example 1 September 2026.
stock-document = Document
stock-document-hint = For example the number of the invoice or protocol.
stock-year = School year
stock-blanks-do = Enter the blanks
stock-holograms-do = Enter the holograms
stock-movements = Book of movements
stock-movements-text = The newest movements come first.
stock-when = Date
stock-what = What
stock-way = From and to
stock-after = In stock afterwards
stock-by = Entered by

staff-text = Who works with Legitka at this school, and in which role.
staff-table = The school’s staff
staff-name = Name
staff-role = Role
staff-state = Account
staff-second-factor = Second factor
staff-enrolled = set up
staff-not-enrolled = not set up yet
staff-reset = Remove…
staff-reset-text = For somebody who lost the phone and the recovery codes. Their sessions end at once, and the next sign-in sets up a new second factor. They are told by letter. First make sure that they themselves ask for it.
staff-reset-do = Remove the second factor
staff-revoke = End access
staff-invite = Invite a member of staff
staff-invite-text = We send a link to this address; with it they set a password and the second factor.
staff-invite-do = Send the invitation

tokens-text = Tokens with which other programs of the school, such as the class register, connect to Legitka.
tokens-made = The token is ready. Copy it now.
tokens-once = We show it only once and do not keep it. If it is lost, revoke it and make a new one.
tokens-empty = No program has access at the moment.
tokens-table = Tokens
tokens-name = What it is for
tokens-name-hint = For example: electronic class register
tokens-role = Acts as
tokens-role-hint = The program may do what this role may, and nothing more.
tokens-scope = Scope
tokens-read = reading only
tokens-change = reading and changes
tokens-ends = Ends
tokens-used = Last used
tokens-never = not yet
tokens-revoke = Revoke
tokens-revoked = revoked
tokens-new = New token
tokens-days = For how many days
tokens-days-hint = From 1 to 366.
tokens-do = Make the token

school-data-title = School data
school-data-text = The name, the address and the head are printed on the cards.
school-data-changed = Saved. The new data will be on the cards of the next print runs.
school-data-since-hint = A later date enters a new head, the same date corrects the spelling. A card names the head on its date of issue.
school-data-do = Save
school-data-heads = Heads
school-data-from = From
school-data-until = Until
school-data-now = to date

audit-title = Audit log
audit-text = Who did what, and when. Entries cannot be changed or deleted.
audit-table = Events, newest first
audit-at = When
audit-by = Who
audit-role = Role
audit-what = What
audit-particulars = Particulars
audit-program = the program
audit-older = Older
audit-newest = Newest
audit-empty = There are no older events
audit-empty-text = This is where the log begins.
event-blanks-received = Blanks received
event-card-issued = Card handed out
event-card-prepared = Card prepared for print
event-card-printed = Card printed
event-card-spoiled = Card spoiled in printing
event-class-added = Class added
event-guardian-invited = Guardian invited
event-guardian-joined = Guardian accepted the invitation
event-guardian-declined = Receiver of a family’s invitation declined it
event-guardian-revoked = Guardian’s access ended
event-guardian-scope-set = A guardian’s rights were changed
event-guardian-letter-made = A letter with a code was made for a guardian
event-holograms-received = Holograms received
event-identity-seen = PESEL or document revealed
event-installation-set-up = Installation set up
event-installation-set-up-link-made = Set-up link made
event-installation-started = Program started
event-message-read = Message read
event-message-sent = Message sent
event-person-language-chosen = Language chosen
event-person-made = Account made
event-person-password-changed = Password changed
event-person-password-set = New password set from the server’s console
event-person-recovery-code-used = Recovery code used
event-person-recovery-codes-made = New recovery codes made
event-person-second-factor-given = Second factor given
event-person-second-factor-reset = Second factor removed from the server’s console
event-person-second-factor-set-up = Second factor set up
event-person-signed-in = Signed in
event-person-signed-out = Signed out
event-person-signed-out-elsewhere = Other devices signed out
event-photo-approved = Photo approved
event-photo-cropped = Photo framed
event-photo-rejected = Photo rejected
event-photo-review-undone = Decision about a photo undone
event-photo-seen = Photo viewed
event-photo-sent = Photo sent to the school
event-photo-uploaded = Photo uploaded
event-photo-withdrawn = Photo withdrawn
event-print-run-confirmed = Result of printing confirmed
event-print-run-opened = Print run created
event-print-run-pickup-list-taken = Pickup list downloaded
event-print-run-sheet-taken = PDF to print downloaded
event-pupil-added = Pupil added
event-pupil-moved = Pupil moved to another class
event-pupil-pesel-given = PESEL added
event-pupil-renamed = Name changed
event-pupil-left = Pupil left the school
event-pupil-returned = Pupil taken back
event-register-printed = Register downloaded as PDF
event-school-changed = School data changed
event-school-made = School made
event-staff-invited = Member of staff invited
event-staff-joined = Member of staff accepted the invitation
event-staff-declined = Receiver of a staff invitation declined it
event-invitation-declined = Invitation declined
event-staff-revoked = Access of a member of staff ended
event-staff-second-factor-reset = Second factor of a member of staff removed
event-token-made = Token made
event-token-revoked = Token revoked
audit-pupil = pupil
audit-by-token = by a program with a token
audit-of-cards = cards
audit-of-before = before
audit-of-days = for how many days
audit-of-declaration = version of the declaration
audit-of-entries = entries
audit-of-first = first marking
audit-of-ground = ground
audit-of-hologram = hologram
audit-of-issued-on = date of issue
audit-of-kind = kind
audit-of-language = language
audit-of-name = name
audit-of-number = number
audit-of-on = on
audit-of-ordinal = no. in the register
audit-of-people = people
audit-of-printed = printed
audit-of-quantity = pieces
audit-of-reason = reason
audit-of-receiver = received by
audit-of-role = role
audit-of-scope = rights
audit-of-sessions = devices
audit-of-spoiled = spoiled
audit-of-template = template
event-photo-erased = Pictures erased at the end of their retention period
audit-of-what = what
audit-of-class = class
audit-of-print-run = print run
audit-of-school = school
audit-what-draft = draft
audit-what-source = source file
audit-what-pictures = all pictures
audit-what-other-name = address of an account under another name, confirmed
audit-what-court-decision = a court’s decision
audit-what-on-paper = by a letter on paper
audit-of-why = how
audit-of-year = school year

## Conflicts of the staff
conflict-last-administrator-heading = A school cannot be left without an administrator
conflict-last-administrator = This is the school's only administrator. Invite another first, then end this one's membership.
conflict-works-elsewhere = Only whoever runs the server can remove this person’s second factor.
conflict-last-head = This is the only head in the program. Invite the new one first, then end this one’s membership.

## The last look before sending
check-identity = PESEL or document

## The demo's people
role-parent = parent

## The way back from an error
refusal-back = Back to the page before
