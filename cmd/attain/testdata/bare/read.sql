-- The large extracts read and added up, every column in its type, and nothing more: no key, no history, no person, no
-- check, no word of what could not be read.

create table opportunities as
select date_trunc('month', CloseDate) as closing, IsClosed, IsWon, CurrencyIsoCode, count(*) as rows, sum(Amount) as amount,
    count(columns(*)) as "filled_\0"
from read_csv('extracts/salesforce/Opportunity.*csv', header = true, delim = ',', quote = '"', escape = '"', ignore_errors = true,
    types = {'Amount': 'decimal(18, 2)', 'CloseDate': 'date', 'IsDeleted': 'boolean', 'IsClosed': 'boolean', 'IsWon': 'boolean',
        'CreatedDate': 'timestamp', 'LastModifiedDate': 'timestamp', 'First_Touch_Date__c': 'date', 'Qualified_Date__c': 'date',
        'List_Amount__c': 'decimal(18, 2)', 'Direct_Cost__c': 'decimal(18, 2)'})
group by all;

create table changes as
select StageName, count(*) as rows, max(CreatedDate) as newest, sum(Amount) as amount, count(columns(*)) as "filled_\0"
from read_csv('extracts/salesforce/OpportunityHistory.*csv', header = true, delim = ',', quote = '"', escape = '"', ignore_errors = true,
    types = {'Amount': 'decimal(18, 2)', 'CloseDate': 'date', 'IsDeleted': 'boolean', 'CreatedDate': 'timestamp'})
group by all;

create table invoices as
select date_trunc('month', to_timestamp(created)) as invoiced, currency, status, count(*) as rows, sum(total) as minor,
    count(columns(*)) as "filled_\0"
from read_json('extracts/stripe/invoices.*jsonl', format = 'newline_delimited', ignore_errors = true,
    columns = {'id': 'varchar', 'customer': 'varchar', 'currency': 'varchar', 'created': 'bigint', 'status': 'varchar', 'total': 'bigint',
        'tax': 'bigint', 'due_date': 'bigint', 'status_transitions': 'struct(paid_at bigint)', 'subscription': 'varchar', 'metadata': 'json'})
group by all;
