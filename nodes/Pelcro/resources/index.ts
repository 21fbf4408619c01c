import type { PelcroResource } from '../shared/types';
import { account } from './account';
import { address } from './address';
import { bill } from './bill';
import { campaign } from './campaign';
import { charge } from './charge';
import { coupon } from './coupon';
import { customer } from './customer';
import { ecommerceProduct } from './ecommerceProduct';
import { exportFile } from './export';
import { invoice } from './invoice';
import { member } from './member';
import { newsletter } from './newsletter';
import { order } from './order';
import { organization } from './organization';
import { paymentMethod } from './paymentMethod';
import { plan } from './plan';
import { product } from './product';
import { refund } from './refund';
import { sku } from './sku';
import { subscription } from './subscription';
import { vendor } from './vendor';
import { webhook } from './webhook';

/**
 * In the order of the Resource list: what nearly everybody works with first, the rest in the order of the alphabet. n8n
 * lists the node's actions so, and begins with the first one.
 */
export const resources: readonly PelcroResource[] = [
	customer,
	subscription,
	invoice,
	charge,
	refund,
	plan,
	product,
	coupon,
	member,
	account,
	address,
	bill,
	campaign,
	ecommerceProduct,
	exportFile,
	newsletter,
	order,
	organization,
	paymentMethod,
	sku,
	vendor,
	webhook,
];
