import type { PelcroProperty, PelcroResource } from '../../shared/types';

/** Attributes of a resource that are calendar days: those for which a field sends one. */
export function dayAttributes({ operations }: Pick<PelcroResource, 'operations'>): string[] {
	return operations.flatMap(({ fields }) => fields.flatMap(dayAttribute));
}

function dayAttribute({ encoding, routing, options = [] }: PelcroProperty): string[] {
	const { type, property } = routing?.send ?? {};
	if (encoding === 'date' && type === 'body' && property !== undefined) return [property];
	return options.flatMap((own) => ('type' in own ? dayAttribute(own) : []));
}
