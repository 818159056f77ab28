import { getBalance, getBalanceOperation } from './getBalance';
import { getBusinessAccount, getBusinessAccountOperation } from './getBusinessAccount';
import { getNumbers, getNumbersOperation } from './getNumbers';

export const accountOperations = [getBalanceOperation, getBusinessAccountOperation, getNumbersOperation];

/** By the value of the operation. */
export const accountQueries = { getBalance, getBusinessAccount, getNumbers };
