package demo

import (
	"path"
	"strconv"
	"strings"

	"attain/config"
)

// books are the sums finance would see of the data: US cents at the plan rate, by month.
type books struct {
	newMRR  [monthCount]int64
	revenue [monthCount]int64
}

func (b *books) add(o *books) {
	for m := range monthCount {
		b.newMRR[m] += o.newMRR[m]
		b.revenue[m] += o.revenue[m]
	}
}

// planRateEUR is the plan rate of attain.yaml in hundredths of a dollar for a euro.
const planRateEUR = 108

// inDollars converts minor units at the plan rate; the last cent does not matter here.
func inDollars(minor int64, g region) int64 {
	if g == europe {
		return minor * planRateEUR / 100
	}
	return minor
}

var stripeCurrency = [regionCount]string{"usd", "eur"}

// appendSubscription writes one object for every version of the customer's subscription.
func (w *customerWork) appendSubscription() {
	if m := monthOf(w.k.starts); m >= 0 {
		w.s.books.newMRR[m] += inDollars(w.k.seats*w.k.unit, w.a.region)
	}
	for i, e := range w.events {
		seats := e.seats
		if seats == 0 {
			seats = w.events[i-1].seats
		}
		w.appendVersion(e, seats)
	}
}

func (w *customerWork) appendVersion(e event, seats int64) {
	interval, unit := "month", w.k.unit
	if w.a.yearly {
		interval, unit = "year", unit*12
	}
	second := 34_000 + w.a.number%20_000
	number := int64(w.a.number + 1)
	b := w.s.rows[subscriptions]
	b = append(b, `{"id":"sub_`...)
	b = appendPadded(b, number)
	b = append(b, `","object":"subscription","effective_at":`...)
	b = strconv.AppendInt(b, epoch(e.on, second), 10)
	b = append(b, `,"customer":"cus_`...)
	b = appendPadded(b, number)
	b = append(b, `","status":"`...)
	ended := "null"
	if e.seats == 0 {
		b = append(b, "canceled"...)
		ended = strconv.FormatInt(epoch(e.on, second), 10)
	} else {
		b = append(b, "active"...)
	}
	b = append(b, `","currency":"`...)
	b = append(b, stripeCurrency[w.a.region]...)
	b = append(b, `","created":`...)
	b = strconv.AppendInt(b, epoch(w.k.starts, second), 10)
	b = append(b, `,"start_date":`...)
	b = strconv.AppendInt(b, epoch(w.k.starts, second), 10)
	b = append(b, `,"canceled_at":`...)
	b = append(b, ended...)
	b = append(b, `,"ended_at":`...)
	b = append(b, ended...)
	b = append(b, `,"items":{"object":"list","data":[{"id":"si_`...)
	b = appendPadded(b, number)
	b = append(b, `","quantity":`...)
	b = strconv.AppendInt(b, seats, 10)
	b = append(b, `,"price":{"id":"price_seat_`...)
	b = append(b, interval...)
	b = append(b, `","product":"`...)
	b = appendOffer(b, platformOf(w.a))
	b = append(b, `","unit_amount":`...)
	b = strconv.AppendInt(b, unit, 10)
	b = append(b, `,"currency":"`...)
	b = append(b, stripeCurrency[w.a.region]...)
	b = append(b, `","recurring":{"interval":"`...)
	b = append(b, interval...)
	b = append(b, `","interval_count":1}}}]},"metadata":{"account_id":"`...)
	b = appendID(b, accountPrefix, uint64(number))
	w.s.rows[subscriptions] = append(b, "\"}}\n"...)
	w.s.add(subscriptions)
}

// appendInvoices bills the customer on the first of every month of the data, or once a year, for the seats of that day.
func (w *customerWork) appendInvoices() {
	for m := range monthCount {
		on := monthStarts[m]
		_, startMonth, _ := w.k.starts.Date()
		_, month, _ := on.Date()
		months := int64(1)
		if w.a.yearly {
			if month != startMonth {
				continue
			}
			months = 12
		}
		if seats := w.seatsOn(on); seats > 0 {
			w.appendInvoice(m, on, seats*w.k.unit*months)
		}
	}
}

func (w *customerWork) appendInvoice(m int, on config.Day, total int64) {
	w.s.books.revenue[m] += inDollars(total, w.a.region)
	status, paid := "paid", total
	if m == monthCount-1 && w.a.number%25 == 3 { // some of the last month's are not paid yet
		status, paid = "open", 0
	}
	number := int64(w.a.number + 1)
	s := w.settle(m, on, total, paid > 0)
	b := w.s.rows[invoices]
	b = append(b, `{"id":"in_`...)
	b = appendPadded(b, number*100+int64(m))
	b = append(b, `","object":"invoice","customer":"cus_`...)
	b = appendPadded(b, number)
	b = append(b, `","currency":"`...)
	b = append(b, stripeCurrency[w.a.region]...)
	b = append(b, `","created":`...)
	b = strconv.AppendInt(b, epoch(on, 21_600+w.a.number%40_000), 10)
	b = append(b, `,"status":"`...)
	b = append(b, status...)
	b = append(b, `","total":`...)
	b = strconv.AppendInt(b, total, 10)
	b = append(b, `,"amount_paid":`...)
	b = strconv.AppendInt(b, paid, 10)
	b = append(b, `,"tax":0,"due_date":`...)
	b = strconv.AppendInt(b, epoch(s.due, 0), 10)
	b = append(b, `,"status_transitions":{"paid_at":`...)
	if s.paid != 0 {
		b = strconv.AppendInt(b, epoch(s.paid, 30_000+w.a.number%40_000), 10)
	} else {
		b = append(b, "null"...)
	}
	b = append(b, `},"subscription":"sub_`...)
	b = appendPadded(b, number)
	b = append(b, `","metadata":{"account_id":"`...)
	b = appendID(b, accountPrefix, uint64(number))
	b = append(b, `","product_id":"`...)
	b = appendOffer(b, platformOf(w.a))
	if s.corrected != 0 {
		b = append(b, `","corrected_on":"`...)
		b = appendDay(b, s.corrected)
	}
	w.s.rows[invoices] = append(b, "\"}}\n"...)
	w.s.add(invoices)
	w.s.sums[invoices] += total
	if w.c.detailed(w.a) {
		w.appendSettlement(number*100+int64(m), total, s)
	}
}

func (w *customerWork) seatsOn(d config.Day) int64 {
	seats := int64(0)
	for _, e := range w.events {
		if e.on <= d {
			seats = e.seats
		}
	}
	return seats
}

// appendPadded writes the number of a Stripe id: Nw and ten digits.
func appendPadded(b []byte, n int64) []byte {
	b = append(b, "Nw0000000000"...)
	for i := len(b) - 1; n > 0; i-- {
		b[i] = byte('0' + n%10)
		n /= 10
	}
	return b
}

// writeControl writes what Stripe says its invoices come to: records and the sum of their totals, file by file.
func writeControl(dir string, files []File) (File, error) {
	return writeList(dir, "extracts/stripe/invoices.ctl.csv", "file,rows,column,total", func(put func(...string)) {
		for _, f := range files {
			if strings.HasPrefix(f.Path, outputs[invoices].path+".") {
				put(path.Base(f.Path), strconv.Itoa(f.Records), "total", strconv.FormatInt(f.Sum, 10))
			}
		}
	})
}
