package config

import (
	"context"
	"io"
)

// Store holds what is at rest: immutable objects under slash-separated names, in a folder or a bucket.
//
// PutIfAbsent writes all of r under name, or nothing: a reader never sees a part. It reports false, with no error,
// when the name already exists; what is there stays. Get's reader must be closed. List gives names under a prefix in
// ascending order. All methods may be called from several goroutines and may be repeated.
type Store interface {
	PutIfAbsent(ctx context.Context, name string, r io.Reader) (written bool, err error)
	Get(ctx context.Context, name string) (io.ReadCloser, error)
	List(ctx context.Context, prefix string) ([]string, error)
	// Local gives a path on this machine that holds the object's bytes, fetching it first where the store is remote.
	Local(ctx context.Context, name string) (string, error)
}
