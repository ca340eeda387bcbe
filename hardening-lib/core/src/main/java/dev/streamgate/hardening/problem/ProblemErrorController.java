/*
 * Copyright 2026 the StreamGate authors
 * SPDX-License-Identifier: Apache-2.0
 */

package dev.streamgate.hardening.problem;

import java.io.IOException;

import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.springframework.boot.webmvc.error.ErrorController;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.RequestMapping;

/**
 * Renders errors raised outside of handlers: by the servlet container and by filters.
 */
@Controller
class ProblemErrorController implements ErrorController {

    private final ProblemDetails problems;

    ProblemErrorController(ProblemDetails problems) {
        this.problems = problems;
    }

    @RequestMapping("${spring.web.error.path:${error.path:/error}}")
    void error(HttpServletRequest request, HttpServletResponse response) throws IOException {
        Object code = request.getAttribute(RequestDispatcher.ERROR_STATUS_CODE);
        HttpStatus status = (code instanceof Integer value) ? HttpStatus.resolve(value) : HttpStatus.NOT_FOUND;
        ProblemType type = ProblemType.general((status != null) ? status : HttpStatus.INTERNAL_SERVER_ERROR);
        var problem = ProblemDetails.of(type, null);
        if (status != null) {
            problem.setStatus(status);
        }
        this.problems.write(response, problem);
    }

}
