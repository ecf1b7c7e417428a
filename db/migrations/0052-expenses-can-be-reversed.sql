-- An expense that was a mistake is taken back by a counter-entry that names it, once.
alter table money.entry
  drop constraint entry_kind,
  drop constraint entry_direction,
  drop constraint entry_refund_names_payment,
  drop constraint entry_expense_explained,
  add constraint entry_kind check (kind in ('charge', 'refund', 'rounding', 'deposit', 'expense', 'expense_reversal', 'cash_in',
    'cash_out', 'difference', 'supplier_payment', 'payout')),
  add constraint entry_direction check (
    case
      when kind in ('charge', 'deposit', 'cash_in', 'expense_reversal') then amount > 0
      when kind in ('refund', 'expense', 'cash_out', 'supplier_payment', 'payout') then amount < 0
      else amount <> 0
    end),
  add constraint entry_refund_names_payment check ((kind in ('refund', 'expense_reversal')) = (refund_of_id is not null)),
  add constraint entry_expense_explained check (kind not in ('expense', 'expense_reversal') or coalesce(category, '') ~ '\S');
drop index money.entry_expense;
create index entry_expense on money.entry (created_at desc) where kind in ('expense', 'expense_reversal');
create unique index entry_reverses_once on money.entry (refund_of_id) where kind = 'expense_reversal';
