import type { ILoadOptionsFunctions, INodePropertyOptions } from 'n8n-workflow';

import { attributeChoices } from '../../Pelcro/lists';

/** The attributes of what is watched. It makes no call. */
export async function changedAttributes(
	this: ILoadOptionsFunctions,
): Promise<INodePropertyOptions[]> {
	const watched = String(this.getCurrentNodeParameter('watch') ?? '');
	return await Promise.resolve(attributeChoices([watched]));
}
