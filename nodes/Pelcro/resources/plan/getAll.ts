import { filtersField, sortField } from '../../shared/conditions';
import type { PelcroOperation } from '../../shared/types';
import { productId } from './fields';

/** The name of `product_id` is inferred in the reference, so the node looks at the plans, too. Reference: plans, list. */
export const getAll: PelcroOperation = {
	option: {
		name: 'Get Many',
		value: 'getAll',
		action: 'Get many plans',
		description: 'Get many plans, of all products or of one',
		routing: { request: { method: 'GET', url: '/plans' } },
	},
	output: 'list',
	fields: [
		{
			...productId,
			description: 'Only plans of this product',
			condition: { attributes: ['product', 'product_id'], compare: 'is' },
			routing: { send: { type: 'query', property: 'product_id' } },
		},
		filtersField(
			[
				{ name: 'ID', value: 'id' },
				{ name: 'Name', value: 'nickname' },
			],
			'nickname',
		),
		sortField([
			{ name: 'ID', value: 'id' },
			{ name: 'Name', value: 'nickname' },
		]),
	],
};
