/** The list of rooms: one line for each kind of message. */
export { text } from './text';
export { image } from './image';
export { video } from './video';
export { audio } from './audio';
export { document } from './document';
export { sticker } from './sticker';
export { location } from './location';
export { contactsMessage } from './contacts';
export { list } from './list';
export { buttonsMessage } from './buttons';
export { locationRequest } from './locationRequest';
export { carousel } from './carousel';
export { template } from './template';
export { json } from './json';
