/**
 * The type options of a collection whose entries people add, sort and remove.
 *
 * @param one what the form calls an entry, e.g. `Card`; n8n versions that show a heading for each entry show the number
 * by which the checks call it, too
 * @param field the name of the field that tells entries apart
 */
export function entries(one: string, field: string) {
	const value = `$collection.item.value.${field}`;
	return {
		multipleValues: true,
		sortable: true,
		multipleValueButtonText: `Add ${one}`,
		fixedCollection: {
			itemTitle: `={{ "${one} " + ($collection.item.index + 1) + (${value} ? ": " + ${value} : "") }}`,
		},
	};
}
