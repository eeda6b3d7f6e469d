# Letters. A pupil is named by the given name and the surname's initial only, without the photo and without the PESEL number.

greeting = Hello!
footer = Legitka sent this letter on behalf of { $school }. Please do not reply: nobody reads this mailbox. The school office will help you with any question.
footer-program = This letter was sent by the program Legitka. Please do not reply: nobody reads this mailbox.

role-head = head
role-secretary = school office
role-form_teacher = form teacher
role-administrator = administrator
role-photographer = photographer

invitation-staff-subject = Invitation to Legitka from { $school }
invitation-staff-text = { $school } invites you to Legitka. The school uses it to check photos, to print school ID cards and to keep their register. You will work in this role: { $role }.
invitation-staff-how = To accept the invitation, please open the page below and set a password. If you have an account already, type your present password there. When you sign in for the first time, the program will ask you to set up a second factor: an app with codes on your phone is enough.
invitation-family-subject = Invitation to Legitka: { $pupils }
invitation-family-text = { $school } invites you to Legitka. You can use it to send a photo for the school ID card and to see when the card is ready. The invitation is about: { $pupils }
invitation-family-how = To accept the invitation, please open the page below and set a password. If you have an account already, type your present password there. It takes about a minute.
invitation-link = Accept the invitation
invitation-after = The link works once and for { $days } days. Please do not pass it on to anybody. If this letter reached you by mistake, you can decline the invitation on the same page.

recovery-code-used-subject = A recovery code was used for your Legitka account
recovery-code-used-text = Somebody has just signed in to the account with this address with the password and a recovery code instead of a code from the app. This code will not work again. The account page shows how many are left; new ones can be made there.
second-factor-reset-subject = The second factor of your Legitka account was removed
second-factor-reset-text = An administrator of the school removed the second factor of the account with this address and ended every session. The next sign-in will ask for a new one to be set up. The recovery codes have ended.
passkey-added-subject = A passkey was added to your Legitka account
passkey-added-text = A passkey was added to the account with this address. It can now confirm a sign-in instead of the code from the app. Your account page lists the passkeys.
passkey-removed-subject = A passkey was removed from your Legitka account
passkey-removed-text = A passkey was removed from the account with this address. It can no longer confirm a sign-in. Your account page lists the passkeys.
account-news-link = Open your account
account-news-after = If this was not you, or nobody asked for it, please change the password at once and tell the school’s administrator.

access-asked-subject = Request to look into Legitka – { $school }
access-asked-text = Somebody who runs the installation of the program asks the school to be let in for some time: { $school }. Who asks, why and for how long can be seen after signing in. Unless the school agrees nobody from outside sees anything.
export-waits-subject = Data to be taken out wait for a second person – { $school }
export-waits-text = Somebody of the school wants to take data of many pupils out of the program: { $school }. A second person has to agree. What, why and who asks can be seen after signing in.
access-granted-subject = The school lets you look in – { $school }
access-granted-text = The school has agreed to a look for some time: { $school }. Until when can be seen after signing in. Every look is written down and seen by everybody at the school.
access-ended-subject = The school has ended the look – { $school }
access-ended-text = The school has ended the look before its time: { $school }. Nothing of it can be seen any more.
school-news-link = Open in the program
reset-subject = New password for an account in Legitka
reset-text = Somebody asked to set a new password for the account with this address. To set it, please open the page below.
reset-link = Set a new password
reset-after = The link works once and for { $minutes } minutes. Please do not pass it on to anybody. If none of you asked for it, there is nothing to do: the password stays as it is.

sign-up-subject = Confirm your account in Legitka
sign-up-text = Somebody is making an account in Legitka with this address. To confirm it, please open the page below, or type the code into the browser in which the account was begun.
sign-up-code = Code: { $code }
sign-up-link = Confirm the account
sign-up-after = The link and the code work once and for { $hours } hours. If none of you is making an account, there is nothing to do: without a confirmation there will be none.
sign-up-known-subject = There is an account in Legitka already
sign-up-known-text = Somebody tried to make an account in Legitka with this address, and there is one already. You can sign in to it with its password.
sign-up-known-link = Sign in
sign-up-known-after = Password forgotten? A new one can be set at { $address }. If none of you asked for this, there is nothing to do.

trial-subject = Test letter from Legitka – { $school }
trial-text = This is a test letter. Since it has arrived, letters from the program reach families and staff.
trial-link = Back to the program

digest-subject = Photos for ID cards wait for a decision: { $count }
digest-text = So many photos sent by families wait for approval: { $count }. A few seconds for each are enough.
digest-link = Review the photos
digest-after = This letter comes on working days, once a day at most, and only when something waits.

photo-approved-subject = The photo for the school ID is accepted: { $pupil }
photo-approved-text = The school has accepted the photo for the school ID card: { $pupil } Thank you, there is nothing else to do.
photo-approved-after = We will write again when the card is printed and ready to be collected.
photo-approved-link = See what comes next
photo-reframed = The school has corrected the frame of the photo.

photo-rejected-subject = A new photo for the school ID is needed: { $pupil }
photo-rejected-text = The school cannot use the photo that was sent for the school ID card: { $pupil } This happens often and is easy to put right.
photo-rejected-reason = The reason: { $reason }
photo-rejected-fix = What to do: { $fix }
photo-rejected-note = The school added: “{ $note }”
photo-rejected-link = Send a new photo

review-undone-subject = The photo for the school ID is being checked again: { $pupil }
review-undone-text = The school has taken back its earlier decision about the photo for the school ID card: { $pupil } The photo is waiting to be checked again.
review-undone-after = There is nothing to do. We will write when the school has decided anew.
review-undone-link = See what comes next

photo-reminder-subject = The school waits for a photo for the ID card: { $pupil }
photo-reminder-text = The school ID card still lacks a photo: { $pupil } Without it the school cannot print the card.
photo-reminder-how = You can take it with a phone in front of a light wall. The program shows what it should look like and helps to set the frame. It takes about two minutes.
photo-reminder-link = Send a photo
photo-reminder-after = If the school has got a photo in another way, there is nothing to do.

card-printed-subject = The school ID is ready to be collected: { $pupil }
card-printed-text = The school ID card is printed and can be collected at school: { $pupil }
card-printed-after = Whoever collects it has to sign for it. The school office will tell you when and where cards are handed out.
card-printed-link = See the details

card-issued-subject = The school ID was collected: { $pupil }
card-issued-text = The school has handed out the school ID card: { $pupil } May it serve well.
card-issued-after = If none of you collected it, please tell the school office at once.
card-issued-link = See the details

reason-background = The background is not plain and light.
reason-background-fix = Please take the photo in front of a plain, light wall with nothing on it.
reason-head_size = The face is too small or too large in the frame.
reason-head_size-fix = Please choose the frame so that the whole head and the upper part of the shoulders can be seen and the face fills most of the photo.
reason-blurred = The photo is out of focus.
reason-blurred-fix = Please wipe the lens, light the face well and hold the phone still.
reason-dark_or_shadow = The photo is too dark, or there is a shadow on the face.
reason-dark_or_shadow-fix = Please stand facing a window, in daylight and without the flash.
reason-turned = The head is turned or tilted.
reason-turned-fix = Please hold the head straight and look right into the lens.
reason-eyes = The eyes are closed or covered, or there is glare in the glasses.
reason-eyes-fix = Please brush the hair out of the eyes, and tilt glasses with glare a little or take them off for the photo.
reason-headgear = The photo shows headgear or dark glasses.
reason-headgear-fix = Please take the photo without a cap, hood or dark glasses. If headgear is worn for religious or medical reasons, please talk to the school office.
reason-wrong_person = The photo shows somebody else, or more than one person.
reason-wrong_person-fix = Only the person whose card it is should be in the photo.
reason-old_or_filtered = The photo is out of date, black and white, or changed by a filter.
reason-old_or_filtered-fix = Please send a new photo in colour, without filters and retouching.
reason-other = The reason is not one of the usual ones.
reason-other-fix = Please do as the school has written, and ask the school office if in doubt.
