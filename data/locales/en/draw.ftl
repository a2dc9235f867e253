# Double-random draws
draw-no-record = This is no record of a draw: { $problem }. Use the whole JSON file as it was published.
draw-cannot = Nothing can be drawn from this record: { $problem }.
draw-same = Drawn again, the outcome is the published one to the byte: { $drawn } objects, hash { $hash }.
draw-differs-algorithm = The algorithm has another name: { $place }
draw-differs-reveal = What was revealed is not what was fixed before
draw-differs-frozen = A register or the rules are not those that were frozen: { $place }
draw-differs-seed = The seed is another
draw-differs-stratum = Stratum { $place } differs
draw-differs-drawn = Object { $place } of those drawn differs
draw-differs-no-reason = Discarded draw { $place } gives no reason
