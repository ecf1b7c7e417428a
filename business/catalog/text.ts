import type { Sentence } from '#platform/text'

/** What the catalogue says to people, in both languages. */
export const text = {
  notFound: { es: 'Ese producto no existe.', en: 'That product does not exist.' },
  skuTaken: {
    es: 'El código {sku} ya es de «{name}». Usa otro, o abre ese producto.',
    en: 'The code {sku} already belongs to “{name}”. Use another one, or open that product.',
  },
  barcodeTaken: {
    es: 'El código de barras {code} ya es de «{name}». Un código nombra un solo producto.',
    en: 'The barcode {code} already belongs to “{name}”. A code names one product only.',
  },
  barcodeTwice: {
    es: 'El código de barras {code} está dos veces en este producto.',
    en: 'The barcode {code} is listed twice for this product.',
  },
  badCheckDigit: {
    es: 'El código de barras {code} está mal escrito: su último dígito debería ser {expected}.',
    en: 'The barcode {code} is mistyped: its last digit should be {expected}.',
  },
  unknownCategory: { es: 'Esa categoría no existe o está archivada.', en: 'That category is unknown or archived.' },
  unknownSupplier: { es: 'Ese proveedor no existe o está archivado.', en: 'That supplier is unknown or archived.' },
  unknownImage: { es: 'Esa imagen no existe. Súbela de nuevo.', en: 'That image does not exist. Upload it again.' },
  unknownWarehouse: { es: 'Esa bodega no existe o está archivada.', en: 'That warehouse is unknown or archived.' },
  unknownTaxClass: {
    es: 'No hay un impuesto «{tax_class}». Los que hay: {allowed}.',
    en: 'There is no tax class “{tax_class}”. Possible: {allowed}.',
  },
  unknownFamily: { es: 'Esa familia de productos no existe.', en: 'That product family does not exist.' },
  minAboveMax: {
    es: 'El mínimo ({min_stock}) no puede superar el máximo ({max_stock}).',
    en: 'The minimum ({min_stock}) cannot exceed the maximum ({max_stock}).',
  },
  tooManyDecimals: {
    es: 'Este producto se cuenta con {decimals|decimal|decimales} como máximo.',
    en: 'This product is counted with {decimals|decimal|decimals} at most.',
  },
  serviceHasNoStock: {
    es: 'Un servicio no lleva stock: quita mínimo, máximo y cantidad de reposición.',
    en: 'A service keeps no stock: remove minimum, maximum and reorder quantity.',
  },
  archived: {
    es: '«{name}» está archivado. Restáuralo antes de editarlo.',
    en: '“{name}” is archived. Restore it before editing.',
  },
  priceForbidden: {
    es: 'Tu rol no permite fijar precios. Pide el permiso a quien administra.',
    en: 'Your role does not allow setting prices. Ask an administrator for the permission.',
  },
  costForbidden: {
    es: 'Tu rol no permite ver ni fijar costos. Pide el permiso a quien administra.',
    en: 'Your role does not allow seeing or setting costs. Ask an administrator for the permission.',
  },
  bulkRefused: {
    es: 'No se cambió ningún producto: {refused} no aceptan el cambio.',
    en: 'No product was changed: {refused} do not accept the change.',
  },
  variantTaken: {
    es: 'Esa combinación de opciones ya existe en la familia.',
    en: 'That combination of options already exists in the family.',
  },
  variantOptions: {
    es: 'Un producto de esta familia lleva un valor para cada opción: {option_names}.',
    en: 'A product of this family has one value for each option: {option_names}.',
  },
  categoryNotFound: { es: 'Esa categoría no existe.', en: 'That category does not exist.' },
  categoryNameTaken: {
    es: 'Ya hay una categoría «{name}» en ese lugar.',
    en: 'There is already a category “{name}” in that place.',
  },
  categoryLoop: {
    es: 'Una categoría no puede estar dentro de sí misma.',
    en: 'A category cannot lie inside itself.',
  },
  categoryTooDeep: {
    es: 'Las categorías tienen {depth_max} niveles como máximo.',
    en: 'Categories have {depth_max} levels at most.',
  },
  categoryInUse: {
    es: 'No se puede archivar: tiene {products|producto|productos} y {categories|categoría|categorías}. Vacíala antes.',
    en: 'It cannot be archived: it holds {products|product|products} and {categories|category|categories}. Empty it first.',
  },
  familyNotFound: { es: 'Esa familia de productos no existe.', en: 'That product family does not exist.' },
  familyInUse: {
    es: 'No se puede archivar: tiene {variants|variante|variantes} en uso. Archívalas antes.',
    en: 'It cannot be archived: it has {variants|variant|variants} in use. Archive them first.',
  },
  modelNotFound: { es: 'Ese modelo no existe.', en: 'That device model does not exist.' },
  modelUnreadable: {
    es: 'El modelo necesita alguna letra o número.',
    en: 'The model needs at least one letter or digit.',
  },
  modelSame: { es: 'Es el mismo modelo: no hay nada que unir.', en: 'It is the same model: nothing to merge.' },
  decimalsLowered: {
    es: 'No se pueden quitar decimales: puede haber stock contado con ellos. Archiva el producto y crea otro.',
    en: 'Decimals cannot be taken away: stock may be counted with them. Archive the product and create another.',
  },
  codeJustTaken: {
    es: 'Otra persona acaba de usar ese código. Mira la lista y elige otro.',
    en: 'Somebody has just used that code. Look at the list and choose another.',
  },
  idTaken: { es: 'Ya existe algo con ese id.', en: 'Something with that id exists already.' },
  importNoCode: {
    es: 'La fila no tiene código ni código de barras: no se sabría qué producto es la próxima vez.',
    en: 'The row has neither SKU nor barcode: next time nobody could tell which product it is.',
  },
  importBadCell: { es: 'Este valor no sirve aquí.', en: 'This value cannot be used here.' },
  importNoPrice: { es: 'Un producto nuevo necesita un precio.', en: 'A new product needs a price.' },
  importRepeated: {
    es: 'Este producto ya está en otra fila del archivo.',
    en: 'This product already stands in another row of the file.',
  },
  importChangedSince: {
    es: 'Alguien lo cambió después de la importación.',
    en: 'Somebody changed it after the import.',
  },
} satisfies Record<string, Sentence>
