// Why a duty was waived is stored as the code of one of its rule's reasons, with the explanation
// beside it; so far both were one Chinese sentence.
UNWIND [
  ['客观上无法履行', 'impossible'], ['事由已不存在或另有处理', 'settled'], ['登记有误', 'mistaken'],
  ['经分析不需要现场督导', 'not_called_for'], ['原则上全覆盖的例外', 'exception']
] AS known
MATCH (d:Duty {closure: 'waived'})
WHERE d.reason_code IS NULL AND d.reason STARTS WITH known[0] + '：'
SET d.reason_code = known[1], d.reason = substring(d.reason, size(known[0]) + 1);
