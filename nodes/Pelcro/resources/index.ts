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

/** In the order of the Resource list. */
export const resources: readonly PelcroResource[] = [
	account,
	address,
	bill,
	campaign,
	charge,
	coupon,
	customer,
	ecommerceProduct,
	exportFile,
	invoice,
	member,
	newsletter,
	order,
	organization,
	paymentMethod,
	plan,
	product,
	refund,
	sku,
	subscription,
	vendor,
	webhook,
];
