import Dispatch
import Synchronization

/// Does the same to each element on several threads, with a state that each thread makes for itself; results come in the order of the
/// elements.
///
/// Workers take the next element from a counter, so that a long one holds nobody up. Few elements stay on this thread:
/// starting threads costs as much as reading thirty small files.
///
/// - Parameter end: what is done with a state that is needed no more.
func mapInParallel<Element: Sendable, State, Result: Sendable>(
    _ elements: [Element], workers: Int, fewest: Int = 30, state: @Sendable () -> State,
    end: @Sendable (consuming State) -> Void = { _ in }, _ transform: @Sendable (inout State, Element) -> Result
) -> [Result] {
    guard workers > 1, elements.count >= fewest else {
        var mine = state()
        let results = elements.map { transform(&mine, $0) }
        end(mine)
        return results
    }
    let next = Atomic(0)
    let results = Mutex<[Result?]>(Array(repeating: nil, count: elements.count))
    DispatchQueue.concurrentPerform(iterations: min(workers, elements.count)) { _ in
        var mine: [(Int, Result)] = []
        var state = state()
        while true {
            let index = next.wrappingAdd(1, ordering: .relaxed).oldValue
            guard index < elements.count else { break }
            mine.append((index, transform(&state, elements[index])))
        }
        end(state)
        results.withLock { all in for (index, result) in mine { all[index] = result } }
    }
    return results.withLock { $0.compactMap(\.self) }
}

/// Does the same to each element on several threads; results come in the order of the elements.
func mapInParallel<Element: Sendable, Result: Sendable>(
    _ elements: [Element], workers: Int, fewest: Int = 30, _ transform: @Sendable (Element) -> Result
) -> [Result] {
    mapInParallel(elements, workers: workers, fewest: fewest, state: {}) { _, element in transform(element) }
}
