package demo

import (
	"strconv"

	"attain/config"
)

// settled is what became of an invoice. It is computed from the customer and the month alone.
type settled struct {
	due       config.Day
	paid      config.Day // 0: not paid
	failed    bool       // the first attempt to charge it
	corrected config.Day // 0: it was right
	credited  int64      // minor units
}

// creditReason is why an invoice that was wrong is, in Stripe's words.
const creditReason = "order_change"

// settle decides when an invoice is paid: three in four within its 30 days, the rest up to two weeks late. Four in a
// hundred charges fail at first; two in a hundred invoices are wrong and a tenth to a quarter of them is credited.
func (w *customerWork) settle(m int, on config.Day, total int64, isPaid bool) settled {
	r := newRandom(w.c.seed, streamPayment, w.a.number*64+m)
	s := settled{due: on + 30, failed: r.percent(4)}
	days := r.between(3, 29)
	if r.percent(25) {
		days = r.between(30, 44)
	}
	if isPaid {
		s.paid = min(on+config.Day(days), asOf-1)
	}
	if r.percent(2) {
		s.corrected = min(on+config.Day(r.between(4, 20)), asOf-1)
		s.credited = total * int64(r.between(10, 25)) / 100
	}
	return s
}

// appendSettlement writes the charges and the credit note of an invoice.
func (w *customerWork) appendSettlement(invoice int64, total int64, s settled) {
	if s.paid != 0 {
		if s.failed {
			w.appendCharge(invoice*2, total, max(s.paid-2, s.due-30), "failed")
		}
		w.appendCharge(invoice*2+1, total-s.credited, s.paid, "succeeded")
	}
	if s.credited > 0 {
		w.appendCreditNote(invoice, s)
	}
}

func (w *customerWork) appendCharge(number, minor int64, on config.Day, status string) {
	b := w.s.rows[charges]
	b = append(b, `{"id":"ch_`...)
	b = appendPadded(b, number)
	b = append(b, `","object":"charge","amount":`...)
	b = strconv.AppendInt(b, minor, 10)
	b = append(b, `,"amount_refunded":0,"currency":"`...)
	b = append(b, stripeCurrency[w.a.region]...)
	b = append(b, `","created":`...)
	b = strconv.AppendInt(b, epoch(on, 30_000+w.a.number%40_000), 10)
	b = w.appendBilledTo(b, number/2)
	b = append(b, `,"paid":`...)
	b = appendBool(b, status == "succeeded")
	b = append(b, `,"refunded":false,"status":"`...)
	b = append(b, status...)
	b = append(b, `","metadata":{"account_id":"`...)
	b = appendID(b, accountPrefix, uint64(w.a.number+1))
	w.s.rows[charges] = append(b, "\"}}\n"...)
	w.s.add(charges)
}

func (w *customerWork) appendCreditNote(invoice int64, s settled) {
	b := w.s.rows[creditNotes]
	b = append(b, `{"id":"cn_`...)
	b = appendPadded(b, invoice)
	b = append(b, `","object":"credit_note","amount":`...)
	b = strconv.AppendInt(b, s.credited, 10)
	b = append(b, `,"currency":"`...)
	b = append(b, stripeCurrency[w.a.region]...)
	b = append(b, `","created":`...)
	b = strconv.AppendInt(b, epoch(s.corrected, 36_000), 10)
	b = w.appendBilledTo(b, invoice)
	b = append(b, `,"reason":"`+creditReason+`","status":"issued","metadata":{"account_id":"`...)
	b = appendID(b, accountPrefix, uint64(w.a.number+1))
	w.s.rows[creditNotes] = append(b, "\"}}\n"...)
	w.s.add(creditNotes)
}

// appendBilledTo writes the customer and the invoice.
func (w *customerWork) appendBilledTo(b []byte, invoice int64) []byte {
	b = append(b, `,"customer":"cus_`...)
	b = appendPadded(b, int64(w.a.number+1))
	b = append(b, `","invoice":"in_`...)
	b = appendPadded(b, invoice)
	return append(b, '"')
}
