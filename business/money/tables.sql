-- Money: an append-only ledger of entries, and beside it the balances that it proves.
-- Lock order of every writer: document balance → till session → customer account → debt → series of numbers (last).

create schema if not exists money;

-- The ways of paying. `kind` decides behaviour; the code is what people and programs say.
create table money.method (
  code text primary key,
  name text not null,
  kind text not null,
  fee_basis_points integer not null default 0,
  fee_fixed_minor bigint not null default 0,
  needs_reference boolean not null default false,
  is_active boolean not null default true,
  position integer not null default 100,
  version integer not null default 1,
  constraint method_kind check (kind in ('cash', 'card', 'transfer', 'cheque', 'credit', 'store_credit', 'mobile')),
  constraint method_fee check (fee_basis_points between 0 and 10000 and fee_fixed_minor >= 0)
);
insert into money.method (code, name, kind, needs_reference, position) values
  ('cash', 'Efectivo', 'cash', false, 10),
  ('debit', 'Débito', 'card', false, 20),
  ('credit', 'Crédito', 'card', false, 30),
  ('transfer', 'Transferencia', 'transfer', true, 40),
  ('mobile', 'Pago móvil', 'mobile', false, 50),
  ('cheque', 'Cheque', 'cheque', true, 60),
  ('on_account', 'Fiado', 'credit', false, 70),
  ('store_credit', 'Saldo a favor', 'store_credit', false, 80);
-- Sets off what an exchange gives back against what it takes along: its entries sum to nothing, and nobody can choose it.
insert into money.method (code, name, kind, is_active, position) values ('exchange', 'Cambio', 'transfer', false, 90);

create table money.bank_account (
  id uuid primary key,
  bank text not null,
  number text not null,
  type text not null,
  holder text not null,
  tax_id text,
  notes text,
  is_active boolean not null default true,
  version integer not null default 1,
  created_at timestamptz not null
);

-- A till from opening to the count. One open session a till, and one a person.
create table money.till_session (
  id uuid primary key,
  till_id uuid not null,
  store_id uuid not null,
  state text not null default 'open',
  opening_minor bigint not null,
  holder_id uuid not null,
  holder_name text not null,
  opened_by uuid not null,
  opened_at timestamptz not null,
  closed_by uuid,
  closed_at timestamptz,
  settled_by uuid,
  settled_at timestamptz,
  settle_reason text,
  notes text,
  version integer not null default 1,
  constraint till_session_state check (state in ('open', 'closed', 'under_review', 'settled')),
  constraint till_session_opening check (opening_minor >= 0),
  constraint till_session_closed check ((state = 'open') = (closed_at is null)),
  constraint till_session_settled check ((state = 'settled') = (settled_at is not null))
);
create unique index till_session_one_a_till on money.till_session (till_id) where state = 'open';
create unique index till_session_one_a_person on money.till_session (holder_id) where state = 'open';
create index till_session_store on money.till_session (store_id, opened_at desc);
create index till_session_opened_at on money.till_session (opened_at desc);

-- The blind count, per method, and what the ledger expected at that moment.
create table money.till_count (
  till_session_id uuid not null references money.till_session (id),
  method text not null references money.method (code),
  counted_minor bigint not null,
  expected_minor bigint not null,
  primary key (till_session_id, method)
);
create trigger till_count_is_append_only before update or delete on money.till_count
  for each row execute function platform.refuse_change();

-- What each document owes and has been paid; the row that two cashiers queue for.
-- due = total − credited − (paid − refunded).
create table money.balance (
  document_id uuid primary key,
  document_kind text not null,
  store_id uuid not null,
  party_id uuid,
  total bigint not null,
  paid_minor bigint not null default 0,
  refunded_minor bigint not null default 0,
  credited_minor bigint not null default 0,
  -- A closed document takes no further payment (cancelled).
  is_open boolean not null default true,
  -- Somebody waits for the last payment and hears of it in its transaction: an order handed over unpaid.
  is_awaited boolean not null default false,
  updated_at timestamptz not null,
  constraint balance_total check (total >= 0),
  constraint balance_refunded check (refunded_minor between 0 and paid_minor),
  constraint balance_credited check (credited_minor between 0 and total),
  constraint balance_never_overpaid check (paid_minor - refunded_minor <= total)
) with (fillfactor = 80);
create index balance_unpaid on money.balance (store_id) where is_open and paid_minor - refunded_minor + credited_minor < total;
create index balance_party on money.balance (party_id);

-- The ledger. Money in is positive, money out negative. Never updated, never deleted; a mistake is a counter-entry.
-- `rounding` has no method: it settles what coins cannot. `difference` is what a settled count lacked or had too much.
create table money.entry (
  id uuid primary key,
  sequence bigint generated always as identity unique,
  kind text not null,
  method text references money.method (code),
  amount bigint not null,
  fee_minor bigint not null default 0,
  tendered_minor bigint,
  change_minor bigint not null default 0,
  document_kind text,
  document_id uuid,
  party_id uuid,
  store_id uuid not null,
  till_session_id uuid references money.till_session (id),
  refund_of_id uuid references money.entry (id),
  bank_account_id uuid references money.bank_account (id),
  reference text,
  category text,
  description text,
  file_id uuid,
  day date not null,
  created_at timestamptz not null,
  created_by uuid,
  created_by_name text not null,
  constraint entry_kind check (kind in ('charge', 'refund', 'rounding', 'deposit', 'expense', 'expense_reversal', 'cash_in',
    'cash_out', 'difference', 'supplier_payment', 'payout')),
  constraint entry_method check ((method is null) = (kind = 'rounding')),
  constraint entry_direction check (
    case
      when kind in ('charge', 'deposit', 'cash_in', 'expense_reversal') then amount > 0
      when kind in ('refund', 'expense', 'cash_out', 'supplier_payment', 'payout') then amount < 0
      else amount <> 0
    end),
  constraint entry_change check (change_minor >= 0 and (change_minor = 0 or tendered_minor = amount + change_minor)),
  constraint entry_document check (kind not in ('charge', 'refund', 'rounding') or document_id is not null),
  -- A refund names its payment, a reversal its expense.
  constraint entry_refund_names_payment check ((kind in ('refund', 'expense_reversal')) = (refund_of_id is not null)),
  constraint entry_expense_explained check (kind not in ('expense', 'expense_reversal') or coalesce(category, '') ~ '\S')
);
create index entry_document on money.entry (document_id) where document_id is not null;
create index entry_till_session on money.entry (till_session_id, sequence) where till_session_id is not null;
create index entry_store on money.entry (store_id, created_at desc);
create index entry_created_at on money.entry (created_at desc, id);
create index entry_party on money.entry (party_id, sequence) where party_id is not null;
create index entry_refund_of on money.entry (refund_of_id) where refund_of_id is not null;
create index entry_bank_account on money.entry (bank_account_id) where bank_account_id is not null;
create index entry_expense on money.entry (created_at desc) where kind in ('expense', 'expense_reversal');
create unique index entry_reverses_once on money.entry (refund_of_id) where kind = 'expense_reversal';
create trigger entry_is_append_only before update or delete on money.entry
  for each row execute function platform.refuse_change();

-- A customer's account: what was sold on credit and not paid back, and credit in the customer's favour.
create table money.account (
  party_id uuid primary key,
  debt_minor bigint not null default 0,
  store_credit_minor bigint not null default 0,
  updated_at timestamptz not null,
  constraint account_debt check (debt_minor >= 0),
  constraint account_store_credit check (store_credit_minor >= 0)
);
create index account_debt on money.account (debt_minor desc) where debt_minor > 0;

-- What is owed for each document sold on credit; repayments go to the oldest first.
create table money.debt (
  document_id uuid primary key,
  document_kind text not null,
  party_id uuid not null references money.account (party_id),
  amount bigint not null,
  open_minor bigint not null,
  created_at timestamptz not null,
  constraint debt_open check (open_minor between 0 and amount)
);
create index debt_party on money.debt (party_id, created_at) where open_minor > 0;

-- Which part of a repayment (or refund) paid which debt.
create table money.allocation (
  entry_id uuid not null references money.entry (id),
  document_id uuid not null references money.debt (document_id),
  amount bigint not null check (amount > 0),
  primary key (entry_id, document_id)
);
create index allocation_document on money.allocation (document_id);
create trigger allocation_is_append_only before update or delete on money.allocation
  for each row execute function platform.refuse_change();

-- Boleta, factura, nota de crédito ... as they were issued. Numbers have no gaps within a store and kind.
create table money.issued_document (
  id uuid primary key,
  kind text not null,
  number bigint not null,
  label text not null,
  store_id uuid not null,
  document_kind text not null,
  document_id uuid not null,
  refers_to_id uuid references money.issued_document (id),
  party_id uuid,
  customer jsonb,
  net_minor bigint not null,
  tax_minor bigint not null,
  exempt_minor bigint not null,
  total bigint not null,
  taxes jsonb not null,
  reason text,
  day date not null,
  issued_at timestamptz not null,
  issued_by uuid,
  issued_by_name text not null,
  constraint issued_document_number unique (store_id, kind, number),
  constraint issued_document_adds_up check (net_minor + tax_minor + exempt_minor = total)
);
create index issued_document_document on money.issued_document (document_id);
create index issued_document_issued_at on money.issued_document (issued_at desc, id);
create index issued_document_refers_to on money.issued_document (refers_to_id) where refers_to_id is not null;
create trigger issued_document_is_append_only before update or delete on money.issued_document
  for each row execute function platform.refuse_change();
