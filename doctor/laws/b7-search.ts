import type { Check } from '../law.ts'

/** Lower case, without accents: the doctor's own words for it. */
const plain = (text: string) => `lower(public.unaccent(${text}))`
const PUNCTUATION = String.raw`'[\s!-/:-@\[-\`{-~]+'`

/** What people type must find what is there, so the texts that are searched must say what the rows say. */
export const searchChecks: readonly Check[] = [
  {
    name: 'product-is-found-by-its-words',
    says: {
      es: 'Cada palabra del nombre y del código de un producto está en su texto de búsqueda, y ninguna ajena.',
      en: "Each word of a product's name and code is in its search text, and no foreign one is.",
    },
    needs: ['catalog.product'],
    sql: `
      select p.id, p.sku, p.name, p.search
      from catalog.product p
      cross join lateral (select ${plain("p.name || ' ' || p.sku")} as said) f
      where exists (
          select from regexp_split_to_table(f.said, ${PUNCTUATION}) w where w <> '' and strpos(p.search, w) = 0)
        or exists (
          select
          from regexp_split_to_table(p.search, '\\s+') w
          where w <> '' and strpos(regexp_replace(f.said, ${PUNCTUATION}, ' ', 'g'), w) = 0
            and strpos(regexp_replace(f.said, ${PUNCTUATION}, '', 'g'), w) = 0)`,
  },
  {
    name: 'codes-and-names-sort-by-themselves',
    says: {
      es: 'Las claves con que se ordena y se busca por código son las del código y del nombre.',
      en: 'The keys by which codes and names are sorted and found are those of the code and the name.',
    },
    needs: ['catalog.product', 'catalog.barcode'],
    sql: `
      select p.id, p.sku as code, p.sku_key as key
      from catalog.product p
      where p.sku_key <> lower(p.sku) or p.name_key <> ${plain('p.name')}
      union all
      select b.product_id, b.code, b.key
      from catalog.barcode b
      left join catalog.product p on p.id = b.product_id
      where p.id is null or b.key <> case
        when b.code ~ '^([0-9]{8}|[0-9]{12,14})$' then lpad(b.code, 14, '0') else lower(b.code) end`,
  },
  {
    name: 'every-word-is-known',
    says: {
      es: 'La lista de palabras que perdona errores conoce las de todos los productos.',
      en: 'The list of words that forgives typing errors knows those of all products.',
    },
    needs: ['catalog.product', 'catalog.word'],
    sql: `
      select w.word, w.product_id
      from (
        select distinct on (word) word, p.id as product_id
        from catalog.product p, regexp_split_to_table(p.search, '\\s+') word
        where length(word) between 3 and 40 and word !~ '[0-9]'
      ) w
      where not exists (select from catalog.word known where known.word = w.word)`,
  },
  {
    name: 'person-is-found-by-their-data',
    says: {
      es: 'El texto de búsqueda de cada ficha contiene su nombre, correo, documento y teléfono.',
      en: "Each record's search text holds its name, e-mail, tax id and phone.",
    },
    needs: ['contacts.party'],
    sql: `
      select p.id, p.name, p.search_text
      from contacts.party p
      where strpos(p.search_text, ${plain('p.name')}) = 0
        or strpos(p.search_text, coalesce(${plain('p.email')}, '')) = 0
        or strpos(p.search_text, coalesce(lower(regexp_replace(p.tax_id, '[-./ ]', '', 'g')), '')) = 0
        or strpos(p.search_text, coalesce(p.phone_digits, '')) = 0`,
  },
]
