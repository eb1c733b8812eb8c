package demo

import (
	"bufio"
	"fmt"
	"os"
	"path/filepath"
)

// output is one record file of the demo; the list below is all of them that are written row by row.
type output int

const (
	opportunities output = iota
	splits
	history
	accounts
	leads
	subscriptions
	invoices
	surveys
	lines
	members
	tasks
	meetings
	cases
	approvals
	charges
	creditNotes
	referrals
	rewards
	outputCount
)

// partRecords is how many records go into a file before the next part begins, so that parts load side by side.
const partRecords = 1_000_000

var outputs = [outputCount]struct {
	path   string // without the ending; parts are numbered behind it
	ending string
	header string
}{
	opportunities: {"extracts/salesforce/Opportunity", ".csv", "Id,IsDeleted,AccountId,Name,StageName,Amount,CloseDate,Type,IsClosed,IsWon,CurrencyIsoCode,OwnerId,CreatedDate,LastModifiedDate,LeadSource,First_Touch_Date__c,Segment__c,ForecastCategoryName,List_Amount__c,Direct_Cost__c,Partner__c,Territory2Id,CampaignId,Qualified_Date__c,Term_Months__c"},
	splits:        {"extracts/salesforce/OpportunitySplit", ".csv", "Id,IsDeleted,OpportunityId,SplitOwnerId,SplitPercentage,SplitType"},
	history:       {"extracts/salesforce/OpportunityHistory", ".csv", "Id,IsDeleted,OpportunityId,StageName,Amount,CloseDate,CreatedDate"},
	accounts:      {"extracts/salesforce/Account", ".csv", "Id,IsDeleted,Name,OwnerId,CurrencyIsoCode,Customer_Success_Manager__c,Segment__c,Named_Logo__c,BillingCountry,CreatedDate,Type,Industry,ParentId,Territory__c"},
	leads:         {"extracts/salesforce/Lead", ".csv", "Id,IsDeleted,OwnerId,Status,CreatedDate,MQL_Date__c,IsConverted,ConvertedDate,ConvertedOpportunityId,LeadSource,ConvertedAccountId,Campaign__c,SAL_Date__c"},
	subscriptions: {"extracts/stripe/subscriptions", ".jsonl", ""},
	invoices:      {"extracts/stripe/invoices", ".jsonl", ""},
	surveys:       {"extracts/surveys/responses", ".csv", "response_id,survey,account_id,participant,score,responded_on"},
	lines:         {"extracts/salesforce/OpportunityLineItem", ".csv", "Id,IsDeleted,OpportunityId,Product2Id,Quantity,ListPrice,UnitPrice,TotalPrice,List_Amount__c,Direct_Cost__c,CurrencyIsoCode"},
	members:       {"extracts/salesforce/CampaignMember", ".csv", "Id,IsDeleted,CampaignId,LeadId,AccountId,Opportunity__c,Status,HasResponded,FirstRespondedDate,CreatedDate"},
	tasks:         {"extracts/salesforce/Task", ".csv", "Id,IsDeleted,OwnerId,AccountId,WhatId,WhoId,TaskSubtype,Subject,Status,ActivityDate,CompletedDateTime,CallDurationInSeconds,CallDisposition,CreatedDate"},
	meetings:      {"extracts/salesforce/Event", ".csv", "Id,IsDeleted,OwnerId,AccountId,WhatId,WhoId,Type,Subject,StartDateTime,EndDateTime,DurationInMinutes,Outcome__c,Qualified__c,CreatedDate"},
	cases:         {"extracts/salesforce/Case", ".csv", "Id,IsDeleted,CaseNumber,AccountId,OwnerId,Status,Priority,Subject,CreatedDate,First_Response_Date__c,ClosedDate,SLA_Due_Date__c,ProductId,Team__c"},
	approvals:     {"extracts/operations/approvals", ".csv", "approval_id,opportunity_id,kind,status,requested_on,decided_on,approver,discount"},
	charges:       {"extracts/stripe/charges", ".jsonl", ""},
	creditNotes:   {"extracts/stripe/credit_notes", ".jsonl", ""},
	referrals:     {"extracts/operations/referrals", ".csv", "referral_id,programme,referrer,kind,eligible_on,joined_on,opportunity_id,account_id"},
	rewards:       {"extracts/operations/rewards", ".csv", "reward_id,participant,account_id,programme,amount,currency,distributed_on,redeemed_on,expires_on"},
}

// sheaf is what one piece of work writes: records for every output, in order, and the sums finance's books need.
type sheaf struct {
	company *company
	rows    [outputCount][]byte
	counts  [outputCount]int
	sums    [outputCount]int64 // what the control totals are of; 0 for an output without
	books   books
}

// add ends the record that was just appended to rows[o].
func (s *sheaf) add(o output) { s.counts[o]++ }

func (s *sheaf) clear() {
	for o := range s.rows {
		s.rows[o] = s.rows[o][:0]
	}
	s.counts, s.sums = [outputCount]int{}, [outputCount]int64{}
	s.books = books{}
}

// recordFiles writes sheaves to the outputs' files. It is used by one goroutine.
type recordFiles struct {
	dir      string
	numbered bool
	open     [outputCount]*part
	done     []File
}

type part struct {
	file    *os.File
	buffer  *bufio.Writer
	number  int
	records int
	sum     int64
	path    string
	size    int64
}

func (w *recordFiles) write(s *sheaf) error {
	for o := range outputCount {
		p := w.open[o]
		if p == nil || (w.numbered && p.records > 0 && p.records+s.counts[o] > partRecords) {
			next, err := w.begin(o, p)
			if err != nil {
				return err
			}
			p = next
		}
		n, err := p.buffer.Write(s.rows[o])
		if err != nil {
			return err
		}
		p.records += s.counts[o]
		p.sum += s.sums[o]
		p.size += int64(n)
	}
	return nil
}

// begin ends the part before, if there is one, and opens the next.
func (w *recordFiles) begin(o output, before *part) (*part, error) {
	p := &part{number: 1}
	if before != nil {
		p.number = before.number + 1
		if err := w.end(before); err != nil {
			return nil, err
		}
	}
	p.path = outputs[o].path + outputs[o].ending
	if w.numbered {
		p.path = fmt.Sprintf("%s.%04d%s", outputs[o].path, p.number, outputs[o].ending)
	}
	file, err := create(w.dir, p.path)
	if err != nil {
		return nil, err
	}
	p.file, p.buffer = file, bufio.NewWriterSize(file, 1<<20)
	w.open[o] = p
	if head := outputs[o].header; head != "" {
		n, err := p.buffer.WriteString(head + "\n")
		p.size += int64(n)
		return p, err
	}
	return p, nil
}

func (w *recordFiles) end(p *part) error {
	if err := p.buffer.Flush(); err != nil {
		return err
	}
	w.done = append(w.done, File{Path: p.path, Records: p.records, Size: p.size, Sum: p.sum})
	return p.file.Close()
}

// close ends every open part.
func (w *recordFiles) close() error {
	for o, p := range w.open {
		if p == nil {
			continue
		}
		if err := w.end(p); err != nil {
			return err
		}
		w.open[o] = nil
	}
	return nil
}

// create opens a new file that only its owner can read, and the folders above it.
func create(dir, path string) (*os.File, error) {
	full := filepath.Join(dir, filepath.FromSlash(path))
	if err := os.MkdirAll(filepath.Dir(full), 0o700); err != nil {
		return nil, err
	}
	return os.OpenFile(full, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o600)
}

// sized looks up how large a file has become.
func sized(dir string, f File) (File, error) {
	info, err := os.Stat(filepath.Join(dir, filepath.FromSlash(f.Path)))
	if err != nil {
		return File{}, err
	}
	f.Size = info.Size()
	return f, nil
}
