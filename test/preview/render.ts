import { drawMessage } from '../../nodes/ItnioWhatsApp/kinds/drawMessage';
import * as preview from '../../nodes/ItnioWhatsApp/preview';

/** The page as the node makes it: around what the kinds draw. */
export const renderPreview = (input: Omit<preview.PreviewInput, 'drawMessage'>): string =>
	preview.renderPreview({ ...input, drawMessage });
