package dev.llmcache.edge;

import dev.llmcache.test.edge.EdgeApplication.Stack;

class SecuredServletEdgeTests extends EdgeContract {

	SecuredServletEdgeTests() {
		super(Stack.SECURED_SERVLET);
	}

}
