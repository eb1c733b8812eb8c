package main

import (
	"context"
	"sync"
	"sync/atomic"

	"github.com/apache/arrow-go/v18/arrow"
	"github.com/apache/arrow-go/v18/arrow/array"
)

// pipe turns batches that are pushed (calc emits lines) into a reader that pulls them (the warehouse stores lines), one
// batch ahead, so that no stage holds all lines.
type pipe struct {
	schema  *arrow.Schema
	batches chan arrow.RecordBatch
	gone    chan struct{} // closed when the reader reads no more
	once    sync.Once
	current arrow.RecordBatch
	err     error
	refs    atomic.Int64
}

var _ array.RecordReader = (*pipe)(nil)

func newPipe(schema *arrow.Schema) *pipe {
	p := &pipe{schema: schema, batches: make(chan arrow.RecordBatch, 1), gone: make(chan struct{})}
	p.refs.Store(1)
	return p
}

// push hands one batch over and keeps it alive until it was read. It gives context.Canceled when nobody reads any more.
func (p *pipe) push(ctx context.Context, b arrow.RecordBatch) error {
	b.Retain()
	select {
	case p.batches <- b:
		return nil
	case <-p.gone:
		b.Release()
		return context.Canceled
	case <-ctx.Done():
		b.Release()
		return ctx.Err()
	}
}

// end says that no batch follows; err is why, when it is not the end of the work.
func (p *pipe) end(err error) {
	p.err = err
	close(p.batches)
}

func (p *pipe) Retain() { p.refs.Add(1) }

func (p *pipe) Release() {
	if p.refs.Add(-1) == 0 {
		p.once.Do(func() { close(p.gone) })
		p.drop()
	}
}

func (p *pipe) drop() {
	if p.current != nil {
		p.current.Release()
		p.current = nil
	}
}

func (p *pipe) Schema() *arrow.Schema { return p.schema }

func (p *pipe) Next() bool {
	p.drop()
	b, ok := <-p.batches
	p.current = b
	return ok
}

func (p *pipe) RecordBatch() arrow.RecordBatch { return p.current }

// Record is the name of RecordBatch that array.RecordReader still asks for.
func (p *pipe) Record() arrow.RecordBatch { return p.current }
func (p *pipe) Err() error                { return p.err }
