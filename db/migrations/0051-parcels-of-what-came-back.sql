-- A parcel of which all came back is not on its way any more.
update fulfilment.shipment s
set state = 'failed', failed_at = f.returned_at, failed_reason = f.return_reason, version = s.version + 1
from fulfilment.fulfilment f
where f.id = s.fulfilment_id and f.state = 'returned' and s.state in ('pending', 'in_transit');
