/** The list of kinds: one line for each, in the order in which the form offers them. Each is exported under the value of its operation. */
export { sendText } from './text';
export { sendImage } from './media/image';
export { sendVideo } from './media/video';
export { sendDocument } from './media/document';
export { sendCarousel } from './carousel';
export { sendList } from './list';
export { sendButtons } from './buttons';
export { sendAndWait } from './sendAndWait';
export { sendTemplate } from './template';
export { sendAudio } from './media/audio';
export { sendSticker } from './media/sticker';
export { sendLocation } from './location';
export { sendLocationRequest } from './locationRequest';
export { sendContacts } from './contacts';
export { sendJson } from './customJson';
