package dev.streamgate.worker.video;

import org.springframework.web.bind.annotation.RestController;

import dev.streamgate.contracts.worker.Demand;
import dev.streamgate.contracts.worker.DemandApi;
import dev.streamgate.contracts.worker.DemandResult;

/** Where streaming-service asks for segments. */
@RestController
class DemandController implements DemandApi {

    private final Demands demands;

    DemandController(Demands demands) {
        this.demands = demands;
    }

    @Override
    public DemandResult demand(Demand demand) {
        return this.demands.answer(demand);
    }

}
