import type { Account } from '../model';

/**
 * The accounts of every new server. Passwords and tokens are invented and belong to nothing but this program.
 */
export const demoAccounts: readonly Account[] = [
  {
    userId: 'M5zQapPyTZI',
    username: 'admin',
    password: 'Sable-7421-x',
    token: 'd2pat_Sable7421SuperuserAccessToken1730000000001',
    authorities: ['ALL'],
    twoFactor: 'off',
    state: 'active',
  },
  {
    userId: 'Kd3limitd01',
    username: 'limited',
    password: 'Sable-7421-l',
    token: 'd2pat_Sable7421LimitedAccountToken01730000000002',
    authorities: ['F_DATAVALUE_ADD', 'M_dhis-web-dataentry'],
    twoFactor: 'off',
    state: 'active',
  },
  {
    userId: 'Kd3twofac02',
    username: 'twofactor',
    password: 'Sable-7421-t',
    token: 'd2pat_Sable7421TwoFactorEnabledToken730000000003',
    authorities: ['ALL'],
    twoFactor: 'on',
    state: 'active',
  },
  {
    userId: 'Kd3disabl03',
    username: 'disabled',
    password: 'Sable-7421-d',
    token: 'd2pat_Sable7421DisabledAccountToken0730000000004',
    authorities: ['ALL'],
    twoFactor: 'off',
    state: 'disabled',
  },
];
