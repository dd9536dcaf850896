package dev.llmcache.edge;

import dev.llmcache.test.edge.EdgeApplication.Stack;

class SecuredReactiveEdgeTests extends EdgeContract {

	SecuredReactiveEdgeTests() {
		super(Stack.SECURED_REACTIVE);
	}

}
