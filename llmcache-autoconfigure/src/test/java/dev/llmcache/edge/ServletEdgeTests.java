package dev.llmcache.edge;

import dev.llmcache.test.edge.EdgeApplication.Stack;

class ServletEdgeTests extends EdgeContract {

	ServletEdgeTests() {
		super(Stack.SERVLET);
	}

}
