package generator

import (
	"bytes"
	"errors"
	"io/fs"
	"strings"

	"github.com/seed-b1203020/gen/generator/tree"
)

// A folder is where an application is read from.
type folder interface {
	Read(path string) ([]byte, error)
	List(sub string) ([]string, error)
}

// vacant is the folder of an application that does not exist yet.
type vacant struct{}

func (vacant) Read(path string) ([]byte, error) {
	return nil, &fs.PathError{Op: "open", Path: path, Err: fs.ErrNotExist}
}

func (vacant) List(string) ([]string, error) { return nil, nil }

// A disk is what one run saw of the folder. Each file is read once, so the
// plan is made from one state and tree.Write can tell whether it still holds.
type disk struct {
	folder folder
	files  map[string]onDisk
}

// onDisk is a file as it was read.
type onDisk struct {
	Data []byte
	Sum  string // "" if there is no such file
}

func (f onDisk) absent() bool { return f.Sum == "" }

// says reports whether the file is the text with the given sum, whatever its
// line ends are and whether it begins with a byte order mark: editors and git
// change these, and that is no edit.
func (f onDisk) says(sum string) bool {
	return f.Sum == sum || !f.absent() && isStyled(f.Data) && tree.Sum(plain(f.Data)) == sum
}

func isStyled(data []byte) bool {
	return bytes.HasPrefix(data, byteOrderMark) || bytes.Contains(data, []byte("\r\n"))
}

// plain is data as gen would write it: lines end in a line feed, and there is
// no byte order mark.
func plain(data []byte) []byte {
	data = bytes.TrimPrefix(data, byteOrderMark)
	return bytes.ReplaceAll(data, []byte("\r\n"), []byte("\n"))
}

func newDisk(f folder) *disk { return &disk{folder: f, files: make(map[string]onDisk)} }

// read returns the file at path, and the zero onDisk if there is none.
func (d *disk) read(path string) (onDisk, error) {
	if f, ok := d.files[path]; ok {
		return f, nil
	}
	data, err := d.folder.Read(path)
	if errors.Is(err, fs.ErrNotExist) {
		d.files[path] = onDisk{}
		return onDisk{}, nil
	}
	if err != nil {
		return onDisk{}, Problems{{Code: "GEN318", Kind: Failure, Path: path, Message: reason(path, err)}}
	}
	f := onDisk{Data: data, Sum: tree.Sum(data)}
	d.files[path] = f
	return f, nil
}

// list returns the paths of the files below sub.
func (d *disk) list(sub string) ([]string, error) {
	paths, err := d.folder.List(sub)
	if err != nil {
		return nil, Problems{{Code: "GEN318", Kind: Failure, Path: sub, Message: reason(sub, err)}}
	}
	return paths, nil
}

// reason is an error without the operation and the path that its problem names
// already.
func reason(path string, err error) string {
	if pathErr, ok := errors.AsType[*fs.PathError](err); ok {
		err = pathErr.Err
	}
	return strings.TrimPrefix(err.Error(), path+" ")
}
