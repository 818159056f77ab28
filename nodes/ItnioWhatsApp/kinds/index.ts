/** The list of kinds: one line for each, in the order in which the form offers them. Each is exported under the value of its operation. */
export { sendText } from './text';
export { sendImage } from './media/media';
export { sendVideo } from './media/media';
export { sendDocument } from './media/media';
export { sendCarousel } from './carousel/sendCarousel';
export { sendList } from './list/sendList';
export { sendButtons } from './buttons';
export { sendAndWait } from './sendAndWait/sendAndWait';
export { sendTemplate } from './template/sendTemplate';
export { sendAudio } from './media/media';
export { sendSticker } from './media/media';
export { sendLocation } from './location';
export { sendLocationRequest } from './locationRequest';
export { sendContacts } from './contacts/sendContacts';
export { sendJson } from './customJson';
