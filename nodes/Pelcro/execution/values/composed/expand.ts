/**
 * The attributes under which an answer has the relations that it was asked to expand.
 *
 * @param expand as the form has it: a list, or texts separated by commas; relations may be named in camelCase,
 * and a relation of a relation with a point
 */
export function expandedAttributes(expand: unknown): string[] {
	const relations = (Array.isArray(expand) ? expand : String(expand ?? '').split(',')) as unknown[];
	return relations
		.map((relation) => String(relation).trim().replace(/\..*$/, ''))
		.filter((relation) => relation !== '')
		.map((relation) => relation.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`));
}
