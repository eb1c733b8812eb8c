package demo

import (
	"strconv"

	"github.com/apache/arrow-go/v18/parquet"
	"github.com/apache/arrow-go/v18/parquet/file"
	"github.com/apache/arrow-go/v18/parquet/schema"

	"attain/config"
)

// usage is the product's log in columns, as an event pipeline would export it.
type usage struct {
	users   columns // user_id, account_id, product_id, signed_up_on
	events  columns // event_id, user_id, account_id, event, feature, product_id, occurred_at
	userAt  []int32
	eventAt []int64
}

// columns are the text columns of a Parquet file; an empty text is null.
type columns [][]parquet.ByteArray

func (c columns) add(cells ...string) {
	for i, cell := range cells {
		c[i] = append(c[i], parquet.ByteArray(cell))
	}
}

// features are what users can adopt.
var features = []string{"dashboards", "alerts", "exports"}

// usersPerQuarter is how many people sign up: two for every customer that uses the product, at least 200.
func (c *company) usersPerQuarter() int { return max(min(c.legacy, 20_000)*2, 200) }

// log makes the sign-ups and what the users did: about 44 in 100 are activated within two weeks, 38 use a feature
// within a month, and some later than that.
func (c *company) log() *usage {
	u := &usage{users: make(columns, 3), events: make(columns, 6)}
	r := newRandom(c.seed, streamProduct, 0)
	for q := range quarterCount {
		in := quarter(q)
		for range c.usersPerQuarter() {
			c.logUser(u, &r, in.First+config.Day(r.below(in.Days())), 40+q)
		}
	}
	return u
}

func (c *company) logUser(u *usage, r *random, signedUp config.Day, activated int) {
	user := "u" + strconv.Itoa(100_000+len(u.userAt))
	n := r.below(c.legacy)
	account, what := string(appendID(nil, accountPrefix, uint64(n+1))), string(appendOffer(nil, platformOf(c.account(n))))
	u.users.add(user, account, what)
	u.userAt = append(u.userAt, int32(signedUp))
	log := func(event, feature string, on config.Day) {
		if on >= asOf {
			return
		}
		u.events.add("ev"+strconv.Itoa(1_000_000+len(u.eventAt)), user, account, event, feature, what)
		u.eventAt = append(u.eventAt, epoch(on, r.below(86_400))*1_000_000)
	}
	log("signed_up", "", signedUp)
	if r.percent(activated) {
		log("activated", "", signedUp+config.Day(r.between(0, 6)))
	} else if r.percent(15) {
		log("activated", "", signedUp+config.Day(r.between(7, 60)))
	}
	if r.percent(38) {
		log("used_feature", features[r.below(len(features))], signedUp+config.Day(r.between(0, 29)))
	}
	if r.percent(25) {
		log("used_feature", features[r.below(len(features))], signedUp+config.Day(r.between(30, 89)))
	}
}

// writeEvents writes the product's users and events.
func (c *company) writeEvents(dir string) ([]File, error) {
	u := c.log()
	users, err := writeParquet(dir, "extracts/product/users.parquet", u.users, []string{"user_id", "account_id", "product_id"},
		schema.Must(schema.NewPrimitiveNodeLogical("signed_up_on", parquet.Repetitions.Required, schema.DateLogicalType{}, parquet.Types.Int32, 0, -1)),
		func(w file.ColumnChunkWriter) error {
			_, err := w.(*file.Int32ColumnChunkWriter).WriteBatch(u.userAt, nil, nil)
			return err
		})
	if err != nil {
		return nil, err
	}
	events, err := writeParquet(dir, "extracts/product/events.parquet", u.events, []string{"event_id", "user_id", "account_id", "event", "feature", "product_id"},
		schema.Must(schema.NewPrimitiveNodeLogical("occurred_at", parquet.Repetitions.Required,
			schema.NewTimestampLogicalType(true, schema.TimeUnitMicros), parquet.Types.Int64, 0, -1)),
		func(w file.ColumnChunkWriter) error {
			_, err := w.(*file.Int64ColumnChunkWriter).WriteBatch(u.eventAt, nil, nil)
			return err
		})
	return []File{users, events}, err
}

// writeParquet writes text columns and one more as a Parquet file of a single row group, uncompressed so that the
// bytes do not hang on a compressor's version.
func writeParquet(dir, path string, texts columns, names []string, last schema.Node, writeLast func(file.ColumnChunkWriter) error) (File, error) {
	fields := make(schema.FieldList, 0, len(names)+1)
	for _, name := range names {
		fields = append(fields, schema.Must(schema.NewPrimitiveNodeLogical(name, parquet.Repetitions.Optional,
			schema.StringLogicalType{}, parquet.Types.ByteArray, 0, -1)))
	}
	root, err := schema.NewGroupNode("schema", parquet.Repetitions.Required, append(fields, last), -1)
	if err != nil {
		return File{}, err
	}
	to, err := create(dir, path)
	if err != nil {
		return File{}, err
	}
	defer to.Close()
	out := file.NewParquetWriter(to, root, file.WithWriterProps(parquet.NewWriterProperties(parquet.WithCreatedBy("northwind-events"))))
	group := out.AppendRowGroup()
	for _, values := range texts {
		if err := writeTexts(group, values); err != nil {
			return File{}, err
		}
	}
	column, err := group.NextColumn()
	if err != nil {
		return File{}, err
	}
	if err := writeLast(column); err != nil {
		return File{}, err
	}
	if err := column.Close(); err != nil {
		return File{}, err
	}
	if err := out.Close(); err != nil {
		return File{}, err
	}
	return sized(dir, File{Path: path, Records: len(texts[0])})
}

// writeTexts writes one optional text column: level 1 where there is a text, 0 where there is none.
func writeTexts(group file.SerialRowGroupWriter, values []parquet.ByteArray) error {
	column, err := group.NextColumn()
	if err != nil {
		return err
	}
	levels := make([]int16, len(values))
	present := make([]parquet.ByteArray, 0, len(values))
	for i, v := range values {
		if len(v) > 0 {
			levels[i] = 1
			present = append(present, v)
		}
	}
	if _, err := column.(*file.ByteArrayColumnChunkWriter).WriteBatch(present, levels, nil); err != nil {
		return err
	}
	return column.Close()
}
