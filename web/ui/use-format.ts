import { useMemo } from 'react'
import { useLanguage } from '../text/text.ts'
import * as figures from './format.ts'
import * as dates from './format-dates.ts'
import { createStore, useStore } from './store.ts'

/** How this business writes figures; the shell sets it from the settings. */
export const shopFormat = createStore<figures.ShopFormat>(figures.chileanFormat)

/** Figures follow the business, so a screen equals its receipt; the words inside a date follow the reader's language. */
export function useFormat() {
  const shop = useStore(shopFormat)
  const language = useLanguage()
  return useMemo(() => bind(shop, language === 'en' ? 'en-GB' : shop.locale.replace(/^en/, 'es')), [shop, language])
}

function bind(shop: figures.ShopFormat, dateLocale: string) {
  const inWords = { ...shop, locale: dateLocale }
  return {
    shop,
    money: (minor: number) => figures.formatMoney(minor, shop),
    moneyShort: (minor: number) => figures.formatMoneyShort(minor, shop),
    moneyParts: (minor: number) => figures.moneyParts(minor, shop),
    amount: (minor: number) => figures.formatAmount(minor, shop),
    quantity: (quantity: number) => figures.formatQuantity(quantity, shop),
    movement: (quantity: number) => figures.formatMovement(quantity, shop),
    percent: (share: number, decimals?: number) => figures.formatPercent(share, shop, decimals),
    parseMoney: (typed: string) => figures.parseMoney(typed, shop),
    parseQuantity: (typed: string) => figures.parseQuantity(typed, shop),
    time: (at: string | Date) => dates.formatTime(at, inWords),
    day: (at: string | Date) => dates.formatDay(at, inWords),
    month: (at: string | Date) => dates.formatMonth(at, inWords),
    nearDay: (at: string | Date) => dates.formatNearDay(at, inWords),
    moment: (at: string | Date) => dates.formatMoment(at, inWords),
    longDay: (at: string | Date) => dates.formatLongDay(at, inWords),
    documentDay: (at: string | Date) => dates.formatDocumentDay(at, shop),
  }
}
