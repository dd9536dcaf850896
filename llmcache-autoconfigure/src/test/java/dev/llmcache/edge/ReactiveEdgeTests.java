package dev.llmcache.edge;

import dev.llmcache.test.edge.EdgeApplication.Stack;

class ReactiveEdgeTests extends EdgeContract {

	ReactiveEdgeTests() {
		super(Stack.REACTIVE);
	}

}
