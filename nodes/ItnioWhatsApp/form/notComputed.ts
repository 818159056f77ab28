/** Why n8n could not compute an expression. */
import { isRecord } from '../core/members';

/** @param error what n8n threw; it names the node that it looked for beside its message */
export function notComputed(error: unknown): string {
	const why = error instanceof Error ? error.message : 'its expression failed';
	const context = error instanceof Error && 'context' in error ? error.context : undefined;
	const node = isRecord(context) ? context.nodeCause : undefined;
	const isSaid = typeof node !== 'string' || node === '' || why.includes(node);
	return `could not be computed: ${why}${isSaid ? '' : ` (node "${node}")`}`;
}
