// Package intake looks at a folder of exports as people really have them and works out what they are: which system and
// entity a file is, which of its columns is which of ours, how its days and numbers are written, what its stages mean
// and who its people are. What flows in: files and answers. What flows out: a Proposal, as text a person can check and
// as attain.yaml and people.xlsx.
//
// Nothing that changes pay is guessed. What the whole column proves is taken and the proof is said; what it does not
// prove is a Question, with samples and every reading. What cannot be placed is listed.
package intake
